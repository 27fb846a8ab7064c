// Where rows stand in a list of any length. Browsers cannot make an element much taller than ten million pixels: past
// that the list is scrolled in parts, each a little further on than its place in the bar, so that a turn of the wheel
// moves by the pixel and the bar still reaches from the first row to the last.
const tallest = 8_000_000;

export class Scroller {
  offset = 0;
  last = 0;

  constructor(box) {
    this.box = box;
  }

  measure(total, rowHeight) {
    this.total = total;
    this.rowHeight = rowHeight;
    this.virtual = total * rowHeight;
    this.real = Math.min(this.virtual, tallest);
    this.part = this.real / 100;
    this.parts = Math.max(1, Math.floor(this.virtual / this.part));
    this.step = this.virtual > this.real ? (this.virtual - this.real) / (this.parts - 1) : 0;
    if (!this.step) this.offset = 0;
  }

  get head() { return this.box.querySelector('thead')?.offsetHeight ?? 0; }

  get view() { return Math.max(0, this.box.clientHeight - this.head); }

  get top() { return this.box.scrollTop + this.offset; }

  get first() { return Math.max(0, Math.floor(this.top / this.rowHeight)); }

  get end() { return Math.min(this.total, Math.ceil((this.top + this.view) / this.rowHeight)); }

  // Rows that can be seen at once, those cut off among them.
  get seen() { return Math.ceil(this.view / this.rowHeight); }

  // After a scroll of the box: a small one goes on from where it was, a large one is a jump to the bar's place.
  moved() {
    const top = this.box.scrollTop;
    if (!this.step) {
      this.last = top;
    } else if (Math.abs(top - this.last) < this.view) {
      this.go(top + this.offset);
    } else {
      const room = this.real - this.view;
      const place = room > 0 ? top * ((this.virtual - this.view) / room) : 0;
      this.offset = Math.round(Math.min(this.parts - 1, Math.floor(place / this.part)) * this.step);
      this.last = top;
    }
  }

  // To a place in pixels from the first row's top.
  go(place) {
    const to = Math.min(Math.max(place, 0), Math.max(0, this.virtual - this.view));
    this.offset = this.step ? Math.round(Math.min(this.parts - 1, Math.floor(to / this.part)) * this.step) : 0;
    const top = to - this.offset;
    if (Math.abs(this.box.scrollTop - top) >= 1) this.box.scrollTop = top;
    this.last = this.box.scrollTop;
  }

  // By as little as needed so that a row can be seen.
  reveal(index) {
    const above = index * this.rowHeight;
    const below = above + this.rowHeight - this.view;
    if (this.top > above) this.go(above);
    else if (this.top < below) this.go(below);
  }

  // Heights of the spaces before and behind the rows that are drawn.
  spaces(first, count) {
    const before = Math.max(0, first * this.rowHeight - this.offset);
    return [before, Math.max(0, this.real - before - count * this.rowHeight)];
  }
}
