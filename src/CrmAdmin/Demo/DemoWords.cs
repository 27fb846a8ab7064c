namespace CrmAdmin.Demo;

/// <summary>What made-up customers are made of.</summary>
internal static class DemoWords
{
    public static readonly Shares Surnames = new(
        "김:21.5 이:14.7 박:8.4 최:4.7 정:4.3 강:2.4 조:2.1 윤:2.1 장:2.0 임:1.7 한:1.5 오:1.5 서:1.5 신:1.5 권:1.4 황:1.4 안:1.4 "
        + "송:1.4 전:1.1 홍:1.1 유:1.0 고:0.9 문:0.9 양:0.9 손:0.9 배:0.8 백:0.8 허:0.7 남:0.5 심:0.5 노:0.5 하:0.5 곽:0.4 성:0.4 "
        + "차:0.4 주:0.4 우:0.4 구:0.4 민:0.3 남궁:0.1 선우:0.1");

    public static readonly string[] FirstSyllables = Split(
        "민 서 지 하 예 도 시 주 은 현 수 유 재 준 성 영 정 태 동 승 윤 채 다 소 가 나 미 혜 경 상 진 우 종 기 홍");

    public static readonly string[] SecondSyllables = Split(
        "준 윤 우 호 은 아 연 현 진 민 서 원 영 희 수 빈 율 린 훈 석 철 경 미 정 숙 자 식 환 규 성 혁 찬 나 라 솔");

    public static readonly string[] LatinFirst = Split(
        "James Mary John Linda Robert Susan Michael Karen David Lisa William Nancy Daniel Emma Olivia Noah Liam Sofia Lucas Mia "
        + "Ethan Ava Henry Chloe Oscar Ines Hugo Clara Yuki Mei Arjun Priya Omar Fatima Ivan Olga");

    public static readonly string[] LatinLast = Split(
        "Smith Johnson Brown Jones Garcia Miller Davis Wilson Anderson Taylor Moore Martin Lee Walker Hall Young King Wright Scott "
        + "Green Baker Nelson Carter Mitchell Roberts Turner Tanaka Wang Singh Khan Petrov Novak Rossi");

    public static readonly Shares Domains = new(
        "gmail.com:38 naver.com:30 daum.net:8 kakao.com:8 outlook.com:7 yahoo.co.jp:3 example.org:3 corp.example.com:3");

    public static readonly Shares Grades = new("NORMAL:70 SILVER:18 GOLD:9 VIP:3");

    public static readonly Shares Cities = new(
        "서울:30 부산:9 인천:8 대구:6 대전:4 광주:4 수원:4 울산:3 창원:3 고양:3 용인:3 성남:3 청주:2.5 전주:2 천안:2 제주:2 포항:1.5 "
        + "김해:1.5 춘천:1 Tokyo:2 London:1.5 Berlin:1 Singapore:1 Paris:1 독도:0.02");

    public static readonly string[] Interests = Split(
        "golf camping fishing cooking travel music books games fitness photo beauty pets cars garden finance");

    public static readonly Shares Tags = new(
        "new:20 newsletter:18 offline:12 online:30 event2025:6 event2026:6 returning:14 b2b:5 b2c:20 partner:2 risk:1 blocked:0.5");

    public static readonly string[] MemoWords = Split(
        "고객 문의 상담 배송 결제 환불 재구매 요청 예정 연락 완료 확인 방문 매장 온라인 주문 상품 색상 사이즈 교환 안내 쿠폰 할인 적립금 "
        + "회원 등급 상향 이벤트 참여 만족 불만 재고 입고 알림 예약 취소 변경 주소 이메일 전화 문자 카카오톡 선호 아침 저녁 주말 follow-up "
        + "called replied pending invoice demo renewal contract discount urgent later meeting sample shipped feedback upgrade trial "
        + "budget Q1 Q2 Q3 Q4");

    /// <summary>Each stands in about one of a hundred memos.</summary>
    public static readonly string[] RareWords = Split("배송지연 법인카드 누수 chargeback VIP초청");

    private static string[] Split(string text) => text.Split(' ');
}
