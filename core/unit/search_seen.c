/* search_seen.c - a hit may tell nothing that its record would not show.
 *
 * The index knows whole phone numbers. Who sees 138****5678 and asks for 1380, 1381… would
 * have the rest after forty questions: for them only what is shown finds, or the whole. */
#include "unit/search_seen.h"

#include <ctype.h>
#include <string.h>

#include "base/initials.h"
#include "base/text.h"
#include "storage/search_words.h"

struct seen {
    struct text words;   /* cut as the index cuts them, of what is shown */
    const char **wholes; /* values that are covered, squeezed */
    size_t whole_count;
    bool limited; /* something is covered or hidden */
};

/* Small letters, and nothing between the characters: "138-1234 5678" is one number. */
static const char *
squeezed(struct scratch *scratch, const char *text)
{
    char *copy = scratch_copy(scratch, text), *to = copy;
    for (const char *at = text; *at != '\0'; at++)
        if (strchr(" -", *at) == NULL)
            *to++ = (char)tolower((unsigned char)*at);
    *to = '\0';
    return copy;
}

static void
see_field(struct dms_unit *unit, const struct permission *permission,
          const struct entity_field *field, const char *text, struct seen *seen)
{
    if (!permission_sees_field(permission, field)) {
        seen->limited = true;
    } else if (permission_masks(permission, field)) {
        seen->limited = true;
        search_words_add(&seen->words, mask_text(field->card.mask, text, unit->scratch));
        seen->wholes[seen->whole_count++] = squeezed(unit->scratch, text);
    } else {
        search_words_add(&seen->words, text);
        if (field == permission->entity->title)
            initials_add(&seen->words, text);
    }
}

static bool
is_whole(const struct seen *seen, const char *text)
{
    for (size_t i = 0; i < seen->whole_count; i++)
        if (strcmp(seen->wholes[i], text) == 0)
            return true;
    return false;
}

/* PART at the beginning of a word of WORDS. */
static bool
begins_word(const char *words, const char *part)
{
    for (const char *at = words; (at = strstr(at, part)) != NULL; at++)
        if (at == words || at[-1] == ' ')
            return true;
    return false;
}

static bool
holds(struct dms_unit *unit, const struct seen *seen, const char *part, bool cjk)
{
    if (is_whole(seen, squeezed(unit->scratch, part)))
        return true;
    if (!cjk)
        return begins_word(seen->words.data, part);
    struct text cut = { 0 };
    search_words_add(&cut, part);
    bool found = begins_word(seen->words.data, cut.data);
    text_clear(&cut);
    return found;
}

/* Each part of the question: characters next to each other, or the beginning of a word. */
static bool
holds_all(struct dms_unit *unit, const struct seen *seen, const char *question)
{
    const char *at = question;
    while (*at != '\0') {
        const char *end = at;
        bool cjk = false;
        size_t size = search_part(at, &cjk);
        utf8_next(&end);
        if (size > 0 &&
            !holds(unit, seen, scratch_copy_sized(unit->scratch, at, size), cjk))
            return false;
        at = size > 0 ? at + size : end;
    }
    return true;
}

static void
lower(struct text *words)
{
    for (size_t i = 0; i < words->size; i++)
        words->data[i] = (char)tolower((unsigned char)words->data[i]);
}

bool
search_is_seen(struct dms_unit *unit, const struct dms_record *record,
               const char *question)
{
    struct permission permission;
    const struct entity *entity = record->entity;
    struct seen seen = { .limited = false };
    unit_permission_for(unit, record, &permission);
    if (permission.full)
        return true;
    seen.wholes =
        scratch_alloc(unit->scratch, (entity->field_count + 1) * sizeof(char *));
    text_add(&seen.words, "");
    for (uint32_t i = 0; i < entity->field_count; i++)
        if ((entity->fields[i].card.flags & DMS_SEARCH) != 0 &&
            record->values[i].kind == VALUE_TEXT)
            see_field(unit, &permission, &entity->fields[i], record->values[i].as.text,
                      &seen);
    lower(&seen.words);
    char *small = scratch_copy(unit->scratch, question);
    for (char *at = small; *at != '\0'; at++)
        *at = (char)tolower((unsigned char)*at);
    bool found = !seen.limited || is_whole(&seen, squeezed(unit->scratch, small)) ||
                 holds_all(unit, &seen, small);
    text_clear(&seen.words);
    return found;
}
