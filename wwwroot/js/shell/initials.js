// Whether a text holds what is typed, by the server's own rule (Conditions/Initials.cs, Folding.cs): without regard to case, and
// initial consonants find too: ㅎㄱㄷ and 홍ㄱㄷ are in 홍길동. Of two consonants an input method may make one letter.
const initials = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const finals = 'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ';
const clusters = { ㄳ: 'ㄱㅅ', ㄵ: 'ㄴㅈ', ㄶ: 'ㄴㅎ', ㄺ: 'ㄹㄱ', ㄻ: 'ㄹㅁ', ㄼ: 'ㄹㅂ', ㄽ: 'ㄹㅅ', ㄾ: 'ㄹㅌ', ㄿ: 'ㄹㅍ', ㅀ: 'ㄹㅎ', ㅄ: 'ㅂㅅ' };

// Each letter by itself, never two for one: ς is σ, but ß is not SS, nor ı I.
function upper(letter) {
  const large = letter.toUpperCase();
  return letter === 'ı' || [...large].length > 1 ? letter : large;
}

const fold = text => [...text.normalize('NFC')].map(upper).join('');

// The letter of ㄱ to ㅎ that a character is, be it half as wide or made to be joined to others.
function consonant(letter) {
  const code = letter.codePointAt(0);
  if (code >= 0x1100 && code <= 0x1112) return initials[code - 0x1100];
  if (code >= 0x11a8 && code <= 0x11c2) return finals[code - 0x11a8];
  if (code >= 0xffa1 && code <= 0xffbe) return String.fromCharCode(code - 0xffa1 + 0x3131);
  return letter >= 'ㄱ' && letter <= 'ㅎ' ? letter : undefined;
}

const syllables = initial => [0, 587].map(at => String.fromCharCode(0xac00 + initials.indexOf(initial) * 588 + at)).join('-');
const wanted = letter => initials.includes(letter) ? `[${letter}${syllables(letter)}]` : `\\u{${letter.codePointAt(0).toString(16)}}`;

export function found(text, query) {
  const [plain, typed] = [fold(text), fold(query.trim())];
  const letters = [...typed].flatMap(letter => [...clusters[consonant(letter)] ?? consonant(letter) ?? letter]);
  const stand = letters.some(consonant) && !letters.some(letter => letter >= '\ufffd' && letter <= '\uffff');
  return plain.includes(typed) || (stand && new RegExp(letters.map(wanted).join(''), 'u').test(plain));
}
