/* search_words.c - text cut the way people search it: 张 finds 张三, 5678 finds any phone
 * that holds it. */
#include "storage/search_words.h"

#include <string.h>

#include "base/initials.h"

#define SHORTEST_TAIL 4
#define LONGEST_RUN   64 /* a number people read out is shorter; tails grow as its square */

static bool
is_word_byte(char letter)
{
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
           (letter >= 'A' && letter <= 'Z');
}

/* Bytes of ASCII letters and digits at TEXT. */
static size_t
run_size(const char *text, bool *digit)
{
    size_t size = 0;
    *digit = false;
    for (; is_word_byte(text[size]); size++)
        *digit = *digit || (text[size] >= '0' && text[size] <= '9');
    return size;
}

static void
add_word(struct text *words, const char *word, size_t size)
{
    text_add_sized(words, word, size);
    text_add_char(words, ' ');
}

static void
add_run(struct text *words, const char *run, size_t size, bool digit)
{
    add_word(words, run, size);
    if (!digit || size > LONGEST_RUN)
        return;
    for (size_t skip = 1; skip + SHORTEST_TAIL <= size; skip++)
        add_word(words, run + skip, size - skip);
}

/* Any other character: CJK stands alone, letters of other scripts stay together. */
static const char *
add_character(struct text *words, const char *text)
{
    const char *next = text;
    uint32_t code = utf8_next(&next);
    text_add_sized(words, text, (size_t)(next - text));
    if (code < 0x80 || utf8_is_cjk(code))
        text_add_char(words, ' ');
    return next;
}

void
search_words_add(struct text *words, const char *text)
{
    while (text != NULL && *text != '\0') {
        bool digit;
        size_t size = run_size(text, &digit);
        if (size > 0) {
            add_run(words, text, size, digit);
            text += size;
        } else {
            text = add_character(words, text);
        }
    }
    if (words->size > 0 && words->data[words->size - 1] != ' ')
        text_add_char(words, ' ');
}

void
search_words_of(struct text *words, const struct dms_record *record)
{
    for (uint32_t i = 0; i < record->entity->field_count; i++) {
        const struct entity_field *field = &record->entity->fields[i];
        if ((field->card.flags & DMS_SEARCH) == 0 || record->values[i].kind != VALUE_TEXT)
            continue;
        search_words_add(words, record->values[i].as.text);
        if (field == record->entity->title)
            initials_add(words, record->values[i].as.text);
    }
}

static bool
is_letter(uint32_t code)
{
    return code >= 0x80 && code != 0xfffd && !(code >= 0x2000 && code <= 0x206f) &&
           !(code >= 0x3000 && code <= 0x303f) && !(code >= 0xff00 && code <= 0xff0f) &&
           !(code >= 0xff1a && code <= 0xff20);
}

/* Bytes of the characters at TEXT that are asked for together: CJK side by side, or one
 * word; 0 when neither begins here. */
size_t
search_part(const char *text, bool *cjk)
{
    const char *next = text, *end = text;
    uint32_t code = utf8_next(&next);
    *cjk = utf8_is_cjk(code);
    while (code != 0 && (*cjk          ? utf8_is_cjk(code)
                         : code < 0x80 ? is_word_byte((char)code)
                                       : is_letter(code) && !utf8_is_cjk(code))) {
        end = next;
        code = utf8_next(&next);
    }
    return (size_t)(end - text);
}

/* "张 三": the characters next to each other; "138"*: what begins so. Quotes keep FTS5's own
 * syntax out. */
static void
ask_part(struct text *question, const char *part, size_t size, bool cjk)
{
    text_add(question, question->size > 0 ? " AND \"" : "\"");
    for (const char *at = part; at < part + size;) {
        const char *from = at;
        utf8_next(&at);
        text_add_sized(question, from, (size_t)(at - from));
        text_add(question, cjk ? " " : "");
    }
    text_add(question, cjk ? "\"" : "\"*");
}

void
search_question(struct text *question, const char *text)
{
    text_add(question, "");
    while (*text != '\0') {
        bool cjk;
        size_t size = search_part(text, &cjk);
        if (size > 0)
            ask_part(question, text, size, cjk);
        else
            utf8_next(&text);
        text += size;
    }
}
