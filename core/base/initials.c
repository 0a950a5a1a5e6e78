/* initials.c - first letters, and what to do when a character is read in two ways: 单 is dān, and
 * shàn as a name. */
#include "base/initials.h"

#include <string.h>

#define SHORTEST 2
#define LONGEST  12 /* a name; more is a sentence, which nobody types the initials of */
#define VARIANTS 8

struct run {
    const char *letters[LONGEST];
    size_t count;
};

static const char *
letters_of(uint32_t code)
{
    return code >= INITIALS_FIRST && code <= INITIALS_LAST
               ? initials_table + (code - INITIALS_FIRST) * INITIALS_KEPT
               : "---";
}

static size_t
count_of(const char *letters)
{
    size_t count = 0;
    while (count < INITIALS_KEPT && letters[count] != '-')
        count++;
    return count;
}

/* Variant NUMBER of the run; false: there are not so many. The last characters vary first. */
static bool
spell(const struct run *run, size_t number, char word[static LONGEST + 1])
{
    for (size_t i = run->count; i-- > 0;) {
        size_t count = count_of(run->letters[i]);
        word[i] = run->letters[i][number % count];
        number /= count;
    }
    word[run->count] = '\0';
    return number == 0;
}

static void
end_run(struct text *words, struct run *run)
{
    char word[LONGEST + 1];
    bool fits = run->count >= SHORTEST && run->count <= LONGEST;
    for (size_t i = 0; fits && i < VARIANTS && spell(run, i, word); i++) {
        text_add(words, word);
        text_add_char(words, ' ');
    }
    run->count = 0;
}

void
initials_add(struct text *words, const char *text)
{
    struct run run = { .count = 0 };
    while (*text != '\0') {
        const char *letters = letters_of(utf8_next(&text));
        if (letters[0] == '-') {
            end_run(words, &run);
            continue;
        }
        if (run.count < LONGEST)
            run.letters[run.count] = letters;
        run.count++;
    }
    end_run(words, &run);
}
