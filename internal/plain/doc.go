// Package plain reads an article as an editor for health literacy would: is it
// easy enough, does it say what to do, is it still true? Level scores any text;
// Check goes through the rules of Rules and fills in a card; Text, JSON, SARIF
// and GitHub print what was found. All of it is pure: the day is an argument,
// and nothing is read but the article.
//
// What is automatic is a pre-check. The formulas count sentences and syllables
// and know nothing of pictures, layout or what the reader knows, and most items
// of PEMAT-P and of the CDC Clear Communication Index need a person; so the card
// lists items and gives no total.
package plain
