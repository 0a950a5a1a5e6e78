/* rejects.c - rows that an import refused: the first in its record, all in a file that is only
 * for whose import it was. */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "answer.h"
#include "handlers.h"
#include "imports.h"
#include "problem.h"
#include "question.h"
#include "spool.h"

#define FIRST 10
#define READ  65536 /* bytes: far more than ten rows of an office file */

/* One cell of a CSV line as we write it ourselves; *AT goes behind it. *LAST: its line ends here.
 * NULL: it is not all there. Decoded in place. */
static char *
take_cell(char **at, bool *last)
{
    char *from = *at, *to = from, *cell = from;
    bool quoted = *from == '"';
    from += quoted;
    while (*from != '\0' && (quoted || strchr(",\r\n", *from) == NULL)) {
        if (quoted && *from == '"' && *++from != '"') {
            quoted = false;
            continue;
        }
        *to++ = *from++;
    }
    if (*from == '\0')
        return NULL;
    *last = *from != ',';
    *at = from + (*last ? strspn(from, "\r\n") : 1);
    *to = '\0';
    return cell;
}

/* The first three cells of a line; false at the end of what was read. */
static bool
take_line(char **at, char *cells[static 3])
{
    bool last = false;
    cells[0] = cells[1] = cells[2] = NULL;
    for (size_t i = 0; !last; i++) {
        char *cell = take_cell(at, &last);
        if (cell == NULL)
            return false;
        if (i < 3)
            cells[i] = cell;
    }
    return cells[2] != NULL;
}

static struct dms_json *
read_lines(char *text)
{
    char *cells[3], *at = text;
    struct dms_json *all = dms_json_create_array();
    bool more = take_line(&at, cells); /* the header */
    while (more && dms_json_count(all) < FIRST && (more = take_line(&at, cells))) {
        struct dms_json *item = dms_json_create_object();
        dms_json_set_integer(item, "line", strtoll(cells[0], NULL, 10));
        dms_json_set_text(item, "field", cells[1]);
        dms_json_set_text(item, "reason", cells[2]);
        dms_json_take(all, item);
    }
    return all;
}

struct dms_json *
rejects_first(const char *path)
{
    FILE *file = fopen(path, "re");
    char *text = file != NULL ? calloc(1, READ + 1) : NULL;
    struct dms_json *all = NULL;
    if (text != NULL && fread(text, 1, READ, file) > 0)
        all = read_lines(text);
    if (file != NULL)
        fclose(file);
    free(text);
    return all;
}

static void
deliver(struct exchange *exchange, const struct dms_json *record)
{
    char *path = spool_rejects(exchange->server, dms_json_integer_at(record, "id"));
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    const char *name = dms_json_text_at(record, "file");
    free(path);
    if (file < 0)
        problem(exchange, 404,
                dms_fail(exchange->error, DMS_NOT_FOUND, "rest.no_rejects", ""));
    else
        answer_file(exchange, file, "text/csv; charset=utf-8", name != NULL ? name : "",
                    "rejects.csv");
}

void
import_rejects(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "get");
    dms_json_set_text(question, "entity", REST_IMPORT);
    struct dms_json *answer = question_read(exchange, question);
    const struct dms_json *record = dms_json_at_key(answer, "record");
    if (answer == NULL)
        return;
    if (dms_json_integer_at(record, "owner") == exchange->visitor.user)
        deliver(exchange, record);
    else
        problem(exchange, 403,
                dms_fail(exchange->error, DMS_FORBIDDEN, "rest.not_your_import", ""));
    dms_json_destroy(answer);
}
