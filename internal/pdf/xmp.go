package pdf

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"handout/layout"
)

const maker = "Handout"

// metadata returns the XMP packet (ISO 16684-1) that says of the document what
// its information dictionary says, and that it conforms to PDF/UA-1 (ISO
// 14289-1, 5) and PDF/A-2a (ISO 19005-2, 6.6.4). PDF/A wants the first claim's
// schema described (6.6.2.3.3), since it does not know it.
func metadata(doc *layout.Document) []byte {
	var b bytes.Buffer
	b.Grow(3 << 10)
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` + "\n" +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"` +
		` xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">` + "\n")
	list := func(property, kind string, values ...string) {
		if len(values) == 0 || values[0] == "" {
			return
		}
		lang := ""
		if kind == "Alt" {
			lang = ` xml:lang="x-default"`
		}
		fmt.Fprintf(&b, "<dc:%s><rdf:%s>", property, kind)
		for _, v := range values {
			fmt.Fprintf(&b, "<rdf:li%s>%s</rdf:li>", lang, escapeXML(v))
		}
		fmt.Fprintf(&b, "</rdf:%s></dc:%s>\n", kind, property)
	}
	list("title", "Alt", doc.Title)
	list("description", "Alt", doc.Subject)
	list("creator", "Seq", doc.Authors...)
	list("language", "Bag", doc.Language)
	if !doc.Date.IsZero() {
		date := doc.Date.UTC().Format("2006-01-02T15:04:05Z")
		fmt.Fprintf(&b, "<xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%[1]s</xmp:ModifyDate>\n", date)
	}
	fmt.Fprintf(&b, "<xmp:CreatorTool>%s</xmp:CreatorTool><pdf:Producer>%[1]s</pdf:Producer>\n", maker)
	b.WriteString("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>\n" +
		"</rdf:Description>\n" + uaSchema + "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return b.Bytes()
}

const uaSchema = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"` +
	` xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
`

func escapeXML(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}

// information returns the entries of the information dictionary (ISO 32000-1,
// 14.3.3), the same as the metadata's.
func information(doc *layout.Document) []byte {
	b := []byte("<<")
	entry := func(key, value string) {
		if value != "" {
			b = append(append(b, '/'), key...)
			b = appendText(b, value)
		}
	}
	entry("Title", doc.Title)
	entry("Subject", doc.Subject)
	entry("Author", strings.Join(doc.Authors, "; "))
	entry("Creator", maker)
	entry("Producer", maker)
	if !doc.Date.IsZero() {
		date := doc.Date.UTC().Format("D:20060102150405Z")
		entry("CreationDate", date)
		entry("ModDate", date)
	}
	return append(b, ">>"...)
}
