//! XMP: an RDF packet whose properties stand as elements or as attributes.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// The properties that say whose a picture is.
#[derive(Debug, Default)]
pub struct Xmp {
    pub creator: Option<String>,
    pub rights: Option<String>,
    pub credit: Option<String>,
    pub source: Option<String>,
    pub digital_source_type: Option<String>,
    /// The packet could be read to its end.
    pub whole: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Property {
    Creator,
    Rights,
    Credit,
    Source,
    DigitalSourceType,
}

/// By its usual prefix: packets are written by programs, which all use these.
fn property(name: &str) -> Option<Property> {
    Some(match name {
        "dc:creator" => Property::Creator,
        "dc:rights" => Property::Rights,
        "photoshop:Credit" => Property::Credit,
        "photoshop:Source" => Property::Source,
        "Iptc4xmpExt:DigitalSourceType" | "iptcExt:DigitalSourceType" => {
            Property::DigitalSourceType
        }
        _ => return None,
    })
}

impl Xmp {
    fn set(&mut self, property: Property, values: &[String]) {
        // Several creators share a picture; of rights in several languages the first is the default one.
        let text = match property {
            Property::Creator => values.join(", "),
            _ => values.first().cloned().unwrap_or_default(),
        };
        let (slot, text) = match property {
            Property::Creator => (&mut self.creator, super::field(&text)),
            Property::Rights => (&mut self.rights, super::field(&text)),
            Property::Credit => (&mut self.credit, super::field(&text)),
            Property::Source => (&mut self.source, super::field(&text)),
            Property::DigitalSourceType => {
                (&mut self.digital_source_type, super::source_type(&text))
            }
        };
        if slot.is_none() {
            *slot = text;
        }
    }

    fn attributes(&mut self, start: &BytesStart<'_>) {
        for attribute in start.attributes().with_checks(false).take(256).flatten() {
            if let Some(property) = property(attribute.key.as_ref()) {
                let raw = &attribute.value;
                let text = quick_xml::escape::unescape(raw).unwrap_or(raw.clone());
                self.set(property, &[text.into_owned()]);
            }
        }
    }
}

/// Reads a packet; keeps what was read where it is damaged.
pub fn read(packet: &[u8]) -> Xmp {
    let text = String::from_utf8_lossy(packet);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut xmp = Xmp::default();
    // The property being read, how deep in it, its values so far.
    let mut open: Option<(Property, usize)> = None;
    let mut values: Vec<String> = Vec::new();
    let mut value = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => match &mut open {
                Some((_, depth)) => *depth += 1,
                None => {
                    xmp.attributes(&start);
                    open = property(start.name().as_ref()).map(|p| (p, 0));
                }
            },
            Ok(Event::Empty(start)) if open.is_none() => {
                xmp.attributes(&start);
                let resource = resource(&start);
                if let (Some(p), Some(resource)) = (property(start.name().as_ref()), resource) {
                    xmp.set(p, &[resource]);
                }
            }
            Ok(Event::Text(t)) if open.is_some() => {
                push(&mut value, &t);
            }
            Ok(Event::CData(t)) if open.is_some() => {
                push(&mut value, &t);
            }
            // Since quick-xml 0.38 a reference is an event of its own and splits the text around it.
            Ok(Event::GeneralRef(r)) if open.is_some() => {
                let known = r.resolve_char_ref().ok().flatten().map(String::from);
                let known = known.or(resolve_predefined_entity(&r).map(String::from));
                push(&mut value, &known.unwrap_or_default());
            }
            Ok(Event::End(_)) => {
                if let Some((property, depth)) = open {
                    if !value.trim().is_empty() && values.len() < 16 {
                        values.push(value.trim().to_string());
                    }
                    value.clear();
                    open = depth.checked_sub(1).map(|d| (property, d));
                    if open.is_none() {
                        xmp.set(property, &values);
                        values.clear();
                    }
                }
            }
            Ok(Event::Eof) => {
                xmp.whole = true;
                return xmp;
            }
            Err(_) => return xmp,
            _ => {}
        }
    }
}

/// `rdf:resource` of an empty element: an address as a value.
fn resource(start: &BytesStart<'_>) -> Option<String> {
    let found = start.try_get_attribute("rdf:resource").ok().flatten()?;
    Some(found.value.into_owned())
}

fn push(value: &mut String, text: &str) {
    if value.len() < 4096 {
        value.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_as_elements_and_as_attributes() {
        let packet = r#"<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>
            <rdf:Description photoshop:Credit="Quint &amp; Sons" Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia">
            <dc:creator><rdf:Seq><rdf:li>Mara Quint</rdf:li><rdf:li>Bo &amp; Ek</rdf:li></rdf:Seq></dc:creator>
            <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© Quint</rdf:li><rdf:li>alle Rechte</rdf:li></rdf:Alt></dc:rights>
            </rdf:Description></rdf:RDF></x:xmpmeta>"#;
        let x = read(packet.as_bytes());
        assert_eq!(x.credit.as_deref(), Some("Quint & Sons"));
        assert_eq!(x.creator.as_deref(), Some("Mara Quint, Bo & Ek"));
        assert_eq!(x.rights.as_deref(), Some("© Quint"));
        assert_eq!(
            x.digital_source_type.as_deref(),
            Some("trainedAlgorithmicMedia")
        );
        assert!(x.whole);
    }

    #[test]
    fn a_damaged_packet_gives_what_stands_before_the_damage() {
        let x = read(b"<a><dc:creator><rdf:li>Mara Quint</rdf:li></dc:creator><b <<");
        assert_eq!(x.creator.as_deref(), Some("Mara Quint"));
        assert!(!x.whole);
        read(b"<dc:creator>");
        read(b"\xff\xfe<&;&#x0;");
    }
}
