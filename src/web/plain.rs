//! An address with control characters in it is nobody's: it is refused before anything reads it, because
//! neither database keeps all of them.

use actix_web::Error;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;

use super::WebError;

/// Refuses an address with `%00` to `%1F` or `%7F`.
pub(super) async fn only_plain_addresses<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let uri = request.uri();
    if has_control_character(uri.path()) || has_control_character(uri.query().unwrap_or_default()) {
        return Ok(request.error_response(WebError::BadAddress).map_into_right_body());
    }
    Ok(next.call(request).await?.map_into_left_body())
}

fn has_control_character(text: &str) -> bool {
    let code = |pair: &str| u8::from_str_radix(pair, 16).is_ok_and(|byte| byte < 0x20 || byte == 0x7f);
    text.match_indices('%').any(|(at, _)| text.get(at + 1..at + 3).is_some_and(code))
}

#[cfg(test)]
mod tests {
    use super::has_control_character;

    #[test]
    fn control_characters_are_found_however_they_are_written() {
        for text in ["a%00", "%1f", "%1F", "%7F", "q=%0a"] {
            assert!(has_control_character(text), "{text}");
        }
        for text in ["", "%", "%4", "%E4%BB%B6", "100%25", "%20"] {
            assert!(!has_control_character(text), "{text}");
        }
    }
}
