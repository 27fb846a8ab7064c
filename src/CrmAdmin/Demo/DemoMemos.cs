using System.Text.RegularExpressions;

namespace CrmAdmin.Demo;

/// <summary>Notes as staff write them.</summary>
internal static partial class DemoMemos
{
    private static readonly string[] Korean =
    [
        "배송 지연 문의. 쿠폰 발급하고 사과 전화 드림.",
        "재구매 의사 있음. 다음 주 화요일 오전에 연락하기로 함.",
        "매장 방문 상담 완료, 신상품 카탈로그 요청.",
        "카카오톡 상담 선호. 저녁 시간에는 연락 자제.",
        "환불 처리 완료. 사이즈 교환 안내도 같이 드림.",
        "법인카드 결제 요청, 세금계산서 이메일 발송 필요.",
        "등급 상향 안내했고 적립금 사용 방법을 설명함.",
        "누수 사고로 주소 변경. 새 주소로 재발송 예정.",
        "이벤트 참여 후 만족도 높음, 지인 추천 의향 있음.",
        "재입고 알림 신청. 색상은 네이비 선호.",
        "주말 예약 취소 후 평일로 변경 요청함.",
        "VIP 초청 행사 참석 확정, 동반 1인.",
        "문의 내용 확인 중. 담당자가 금요일까지 회신.",
        "정기 구독 해지 고민 중. 할인 혜택 안내 필요.",
        "전화 부재중, 문자로 안내 남김.",
        "첫 구매 고객. 감사 메시지와 쿠폰 발송함.",
    ];

    private static readonly string[] English =
    [
        "Asked about a late delivery; sent a coupon and called back.",
        "Interested in a renewal, follow up next Tuesday morning.",
        "Visited the store, wants the new catalogue by e-mail.",
        "Prefers e-mail over phone. Do not call in the evening.",
        "Refund done, exchange for a larger size on its way.",
        "Pays by company card, invoice has to go to accounting.",
        "Moved to a new address, please check before shipping.",
        "Very happy with the event, would recommend us.",
        "Trial ends this month; discussed the annual contract.",
        "Chargeback opened by mistake, withdrawn after a call.",
        "Waiting for the restock of the blue one.",
        "Asked for a demo for the whole team in Q1.",
    ];

    /// <summary>A note in the script of the name; the same for the same number.</summary>
    public static string Of(string name, long number)
    {
        var memos = Hangul().IsMatch(name) ? Korean : English;
        return new DemoRandom(DemoContacts.Seed, number).Of(memos);
    }

    [GeneratedRegex(@"\p{IsHangulSyllables}")]
    private static partial Regex Hangul();
}
