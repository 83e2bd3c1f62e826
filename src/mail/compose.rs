//! A mail as bytes: headers, a text and an HTML part, files.

use chrono::{DateTime, NaiveDateTime, Utc};
use lettre::Message;
use lettre::address::Envelope;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, MultiPart, SinglePart};

use super::error::{MailError, Reason};

/// A mail in words.
#[derive(Clone)]
pub struct Letter {
    /// Whose name it carries.
    pub from_name: String,
    /// The office's address.
    pub from: String,
    /// Where to.
    pub to: String,
    /// 主题
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// What tells it from every other mail: the left half of the `Message-ID`.
    pub id: String,
    /// When it was written (UTC).
    pub written_at: NaiveDateTime,
    /// Where to stop mails of this kind.
    pub unsubscribe: Option<String>,
    /// Files that go with it.
    pub enclosures: Vec<Enclosure>,
}

/// A file that goes with a mail.
#[derive(Clone)]
pub struct Enclosure {
    /// File name.
    pub name: String,
    /// MIME type.
    pub mime: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A mail ready to be handed on.
#[derive(Clone)]
pub struct Composed {
    pub(super) envelope: Envelope,
    /// The whole mail, in ASCII.
    pub(super) bytes: Vec<u8>,
    /// A name for it as a file.
    pub(super) id: String,
}

impl Composed {
    /// The whole mail as it travels.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Where it goes.
    #[must_use]
    pub fn recipients(&self) -> Vec<String> {
        self.envelope.to().iter().map(ToString::to_string).collect()
    }
}

impl Letter {
    /// Makes bytes of it.
    ///
    /// # Errors
    /// [`Reason::Unwritable`] if an address is none.
    pub fn compose(&self) -> Result<Composed, MailError> {
        let unwritable = |error: &dyn std::error::Error| MailError::answered(Reason::Unwritable, error.to_string());
        // What the address is stays out of the message: it is kept with the mail and shown.
        let to = self.to.parse().map_err(|_| MailError::answered(Reason::Unwritable, "address"))?;
        let from = self.from.parse().map_err(|_| MailError::answered(Reason::Unwritable, "sender"))?;
        let from = Mailbox::new(Some(self.from_name.clone()), from);
        let id = format!("<{}@{}>", self.id, from.email.domain());
        let date = DateTime::<Utc>::from_naive_utc_and_offset(self.written_at, Utc).into();
        let mut builder = Message::builder()
            .from(from)
            .to(Mailbox::new(None, to))
            .subject(one_line(&self.subject))
            .message_id(Some(id))
            .date(date)
            .header(AutoSubmitted);
        if let Some(address) = &self.unsubscribe {
            builder = builder.header(ListUnsubscribe(address.clone())).header(OneClick);
        }
        let message = builder.multipart(self.parts()?).map_err(|error| unwritable(&error))?;
        Ok(Composed { envelope: message.envelope().clone(), bytes: message.formatted(), id: self.id.clone() })
    }

    fn parts(&self) -> Result<MultiPart, MailError> {
        let words = MultiPart::alternative()
            .singlepart(base64(ContentType::TEXT_PLAIN, &self.text)?)
            .singlepart(base64(ContentType::TEXT_HTML, &self.html)?);
        if self.enclosures.is_empty() {
            return Ok(words);
        }
        let mut parts = MultiPart::mixed().multipart(words);
        for Enclosure { name, mime, bytes } in &self.enclosures {
            let kind = ContentType::parse(mime).unwrap_or(octets()?);
            parts = parts.singlepart(Attachment::new(name.clone()).body(bytes.clone(), kind));
        }
        Ok(parts)
    }
}

fn octets() -> Result<ContentType, MailError> {
    ContentType::parse("application/octet-stream").map_err(|_| MailError::new(Reason::Unwritable))
}

/// Base64 whatever is in it: so the mail is ASCII and needs no extension of any server.
fn base64(kind: ContentType, text: &str) -> Result<SinglePart, MailError> {
    let encoding = lettre::message::header::ContentTransferEncoding::Base64;
    let body = Body::new_with_encoding(text.to_owned(), encoding).map_err(|_| MailError::new(Reason::Unwritable))?;
    Ok(SinglePart::builder().header(kind).body(body))
}

/// A subject from a template must not begin another header.
fn one_line(subject: &str) -> String {
    subject.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Declares a header with a text.
macro_rules! header {
    ($(#[$doc:meta])* $type:ident $(($field:ty))?, $name:literal, |$header:ident| $value:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        struct $type $(($field))?;

        impl Header for $type {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Err(concat!($name, " is only written").into())
            }

            fn display(&self) -> HeaderValue {
                let $header = self;
                HeaderValue::new(Self::name(), $value)
            }
        }
    };
}

header!(
    /// RFC 3834: nobody is to answer that they are on holiday.
    AutoSubmitted, "Auto-Submitted", |_header| "auto-generated".to_owned()
);
header!(
    /// RFC 2369: where to stop mails of this kind.
    ListUnsubscribe(String), "List-Unsubscribe", |header| format!("<{}>", header.0)
);
header!(
    /// RFC 8058: one POST is enough.
    OneClick, "List-Unsubscribe-Post", |_header| "List-Unsubscribe=One-Click".to_owned()
);
