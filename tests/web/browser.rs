//! Just enough of a browser: it keeps cookies, and fills in the forms that it was shown.

use std::collections::BTreeMap;

use crate::client::{Answer, Server};

pub struct Browser<'a> {
    server: &'a Server,
    pub cookies: BTreeMap<String, String>,
    pub lang: &'static str,
}

impl<'a> Browser<'a> {
    pub fn new(server: &'a Server) -> Self {
        Self { server, cookies: BTreeMap::new(), lang: "zh-CN" }
    }

    /// Looks at a page.
    pub fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, &[], "")
    }

    /// Looks at the page `shown`, then sends a form with these fields to `path`.
    pub fn post(&mut self, shown: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(shown);
        assert_eq!(page.status, 200, "{shown}: {}", page.body);
        self.send(path, &token(&page.body), fields)
    }

    /// Sends a form with this token.
    pub fn send(&mut self, path: &str, token: &str, fields: &[(&str, &str)]) -> Answer {
        let token = [("form_token", token)];
        let fields = fields.iter().chain(&token);
        let body: Vec<String> = fields.map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
        self.ask("POST", path, &[("Content-Type", "application/x-www-form-urlencoded")], &body.join("&"))
    }

    /// Sends a form of several parts with this token; a file is a field's name, its own and what is in it.
    pub fn send_with_files(
        &mut self,
        path: &str,
        token: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &str)],
    ) -> Answer {
        let mut body = String::new();
        for (name, value) in fields.iter().chain(&[("form_token", token)]) {
            body.push_str(&format!("--part\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
        }
        for (field, name, content) in files {
            body.push_str(&format!(
                "--part\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n{content}\r\n"
            ));
        }
        body.push_str("--part--\r\n");
        self.ask("POST", path, &[("Content-Type", "multipart/form-data; boundary=part")], &body)
    }

    /// Goes where an answer leads.
    pub fn follow(&mut self, answer: &Answer) -> Answer {
        assert_eq!(answer.status, 303, "{}", answer.body);
        let address = answer.header("location").to_owned();
        self.get(&address)
    }

    fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookies = cookies.join("; ");
        let own = [("Accept-Language", self.lang), ("Sec-Fetch-Site", "same-origin"), ("Cookie", &*cookies)];
        let answer = self.server.send(method, path, &[headers, &own].concat(), body);
        for cookie in answer.cookies() {
            let (name, value) = cookie.split_once('=').unwrap();
            match value {
                "" => self.cookies.remove(name),
                value => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        answer
    }
}

/// The token of the forms on a page.
pub fn token(page: &str) -> String {
    hidden(page, "form_token").unwrap_or_else(|| panic!("no form: {page}"))
}

/// What a hidden field of a page holds.
pub fn hidden(page: &str, name: &str) -> Option<String> {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\""))?;
    Some(rest.split('"').next().unwrap().to_owned())
}

fn escaped(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}
