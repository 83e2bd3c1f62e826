//! Which addresses anybody on the Internet could reach. The administrator of an agency says where messages go, but
//! must not reach through this program what only this computer can reach: its own services, the office's
//! network, the cloud's metadata.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address belongs to the public Internet.
///
/// ```
/// use gongkai_core::delivery::address::is_public;
/// assert!(is_public("1.1.1.1".parse()?));
/// assert!(!is_public("10.1.2.3".parse()?));
/// assert!(!is_public("::ffff:127.0.0.1".parse()?));
/// # Ok::<_, std::net::AddrParseError>(())
/// ```
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        // "This network", carriers' own (RFC 6598), protocol assignments, 6to4 relays, benchmarks,
        // and everything reserved with the broadcast address at its end.
        || a == 0
        || (a == 100 && b & 0b1100_0000 == 64)
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && b & 0b1111_1110 == 18)
        || a >= 240;
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    if let Some(inner) = inner_v4(&segments) {
        return is_public_v4(inner);
    }
    // Only 2000::/3 is given out for the Internet; in it, protocol assignments (2001::/23, among them
    // Teredo, which hides an address of the older kind) and documentation.
    let [first, second, ..] = segments;
    let is_global = first & 0xe000 == 0x2000;
    let is_special = (first == 0x2001 && (second < 0x200 || second == 0xdb8)) || (first == 0x3fff && second < 0x1000);
    is_global && !is_special
}

/// The address of the older kind inside: mapped (`::ffff:0:0/96`), translated (`64:ff9b::/96`), 6to4.
fn inner_v4(segments: &[u16; 8]) -> Option<Ipv4Addr> {
    let of = |high: u16, low: u16| Some(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)));
    match *segments {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => of(high, low),
        [0x2002, high, low, ..] => of(high, low),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::is_public;

    #[test]
    fn what_only_this_computer_or_this_network_reaches_is_not_public() {
        for own in [
            "127.0.0.1",
            "127.8.8.8",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.0.8",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1",
            "fe80::1",
            "fc00::1",
            "fd12:3456::1",
            "ff02::1",
        ] {
            assert!(!is_public(own.parse().unwrap()), "{own}");
        }
    }

    #[test]
    fn what_everybody_reaches_is_public() {
        for other in
            ["1.1.1.1", "172.15.0.1", "172.32.0.1", "100.128.0.1", "223.5.5.5", "2400:3200::1", "::ffff:1.1.1.1"]
        {
            assert!(is_public(other.parse().unwrap()), "{other}");
        }
    }
}
