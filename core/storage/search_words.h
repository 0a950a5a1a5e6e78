/* search_words.h - how text becomes words for the index, and questions for it. */
#ifndef DMS_STORAGE_SEARCH_WORDS_H
#define DMS_STORAGE_SEARCH_WORDS_H

#include "base/text.h"
#include "entity/record.h"

/* The words of TEXT, each followed by a space: CJK character by character, and of a run
 * with a digit every tail of four and more. */
void search_words_add(struct text *words, const char *text);
/* All words of RECORD's DMS_SEARCH fields, and the initials of its title if that is one; nothing is added when there are none. */
void search_words_of(struct text *words, const struct dms_record *record);
/* The FTS5 question for what a person typed: all parts must be found, CJK in this order,
 * the rest as beginnings. Empty when nothing of it can be searched. */
void search_question(struct text *question, const char *text);
/* Bytes of the part of a question that begins at TEXT: CJK characters side by side, or one
 * word; 0 when neither does. */
size_t search_part(const char *text, bool *cjk);

#endif
