/* text.h - growing text, UTF-8, names. */
#ifndef DMS_BASE_TEXT_H
#define DMS_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Text that grows; data is always ended by 0 once something was added. */
struct text {
    char *data;
    size_t size, room;
};

void text_add(struct text *text, const char *piece);
void text_add_sized(struct text *text, const char *piece, size_t size);
void text_add_char(struct text *text, char letter);
void text_printf(struct text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void text_clear(struct text *text); /* frees */
/* Gives the data away (yours to free()); TEXT is empty again. Never NULL. */
char *text_take(struct text *text);

/* Well-formed UTF-8 (no surrogates, no overlong forms) without a 0 byte. */
bool utf8_valid(const char *text, size_t size);
/* Bytes of the well-formed character that TEXT begins with; 0 when there is none. */
size_t utf8_size(const char *text, size_t size);
/* Characters in valid UTF-8. */
size_t utf8_length(const char *text);
/* The code point at *CURSOR, which moves on; 0 at the end; U+FFFD for a bad byte. */
uint32_t utf8_next(const char **cursor);
/* Han, kana, hangul and their extensions: written without spaces. */
bool utf8_is_cjk(uint32_t code_point);
/* Terminal columns, CJK counting two. */
size_t utf8_columns(const char *text);

/* [a-z][a-z0-9_]*, at most LIMIT bytes. */
bool name_valid(const char *name, size_t limit);
/* The nearest of NAMES (ends with NULL) to NAME, for "did you mean"; NULL when none is near. */
const char *name_nearest(const char *name, const char *const *names);
/* The one of NAMES that NAME is but for a letter or two, however long it is; NULL: none. */
const char *name_slip(const char *name, const char *const *names);
/* FNV-1a. */
uint64_t name_hash(const char *name);

#endif
