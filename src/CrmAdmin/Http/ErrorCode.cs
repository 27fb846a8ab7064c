namespace CrmAdmin.Http;

/// <summary>The contract's error codes. <see cref="ErrorCodes.Status"/> holds the status of each.</summary>
public enum ErrorCode
{
    ValidationError,
    InvalidStartKey,
    InvalidJson,
    Unauthorized,
    InvalidToken,
    InvalidAPIKey,
    SignatureDoesNotMatch,
    RequestTimeTooSkewed,
    DuplicatedSignature,
    Forbidden,
    PlanFeatureDisabled,
    PlanQuotaExceeded,
    LinkExpired,
    ResourceNotFound,
    MethodNotAllowed,
    Conflict,
    IdempotencyKeyReuse,
    RequestInProgress,
    PayloadTooLarge,
    UnsupportedMediaType,
    TooManyRequests,
    InternalError,
    ServiceUnavailable,
}

/// <summary>The one table of error code to HTTP status.</summary>
public static class ErrorCodes
{
    /// <summary>The HTTP status that goes with a code.</summary>
    public static int Status(this ErrorCode code) => code switch
    {
        ErrorCode.ValidationError or ErrorCode.InvalidStartKey or ErrorCode.InvalidJson => 400,
        ErrorCode.Unauthorized or ErrorCode.InvalidToken => 401,
        ErrorCode.InvalidAPIKey or ErrorCode.SignatureDoesNotMatch or ErrorCode.RequestTimeTooSkewed
            or ErrorCode.DuplicatedSignature or ErrorCode.Forbidden or ErrorCode.PlanFeatureDisabled
            or ErrorCode.PlanQuotaExceeded or ErrorCode.LinkExpired => 403,
        ErrorCode.ResourceNotFound => 404,
        ErrorCode.MethodNotAllowed => 405,
        ErrorCode.Conflict or ErrorCode.IdempotencyKeyReuse or ErrorCode.RequestInProgress => 409,
        ErrorCode.PayloadTooLarge => 413,
        ErrorCode.UnsupportedMediaType => 415,
        ErrorCode.TooManyRequests => 429,
        ErrorCode.ServiceUnavailable => 503,
        _ => 500,
    };

    /// <summary>
    /// Where a refusal that a handler makes stands in the contract's order: of several the lowest answers. What comes before
    /// the body (credential, rate limit, route, role, plan feature) is told by <see cref="RequestGate"/>.
    /// </summary>
    public static int Rank(this ErrorCode code) => code switch
    {
        ErrorCode.PayloadTooLarge => 1,
        ErrorCode.UnsupportedMediaType => 2,
        ErrorCode.InvalidJson => 3,
        ErrorCode.ValidationError or ErrorCode.InvalidStartKey => 4,
        ErrorCode.ResourceNotFound => 5,
        ErrorCode.Forbidden => 6,
        _ => 7,
    };
}
