package article

// The types and variables of CSL 1.0.2 (appendices III and IV of its
// specification), with the deprecated "event" and what Zotero's CSL-JSON adds.

var cslTypes = []string{
	"article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
	"classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
	"figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
	"musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication",
	"post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard",
	"thesis", "treaty", "webpage",
}

var cslStrings = []string{
	"abstract", "annote", "archive", "archive-place", "archive_collection", "archive_location", "authority",
	"call-number", "citation-key", "citation-label", "collection-title", "container-title", "container-title-short",
	"dimensions", "division", "DOI", "event", "event-place", "event-title", "genre", "ISBN", "ISSN", "journalAbbreviation",
	"jurisdiction", "keyword", "language", "license", "medium", "note", "original-publisher", "original-publisher-place",
	"original-title", "part-title", "PMCID", "PMID", "publisher", "publisher-place", "references", "reviewed-genre",
	"reviewed-title", "scale", "shortTitle", "source", "status", "title", "title-short", "URL", "volume-title", "year-suffix",
}

var cslNumbers = []string{
	"chapter-number", "citation-number", "collection-number", "edition", "first-reference-note-number", "issue",
	"locator", "number", "number-of-pages", "number-of-volumes", "page", "page-first", "part-number",
	"printing-number", "section", "supplement-number", "version", "volume",
}

var cslDates = []string{"accessed", "available-date", "event-date", "issued", "original-date", "submitted"}

var cslNames = []string{
	"author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator",
	"director", "editor", "editor-translator", "editorial-director", "executive-producer", "guest", "host",
	"illustrator", "interviewer", "narrator", "organizer", "original-author", "performer", "producer", "recipient",
	"reviewed-author", "script-writer", "series-creator", "translator",
}

// zoteroNames are CSL-JSON's old names for two variables.
var zoteroNames = map[string]string{
	"journalAbbreviation": "container-title-short",
	"shortTitle":          "title-short",
}
