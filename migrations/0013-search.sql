-- Words of messages, as they stand now: an edit replaces them and a deletion takes them away. No stemming, since people
-- write in many languages; what is not of the searcher's groups is left out by the query.
create index messages_words on messages using gin (to_tsvector('simple', text));
