-- VALUE null
return (utf8.len("\xed\xa0\x80"))
