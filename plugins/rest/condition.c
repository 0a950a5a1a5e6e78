/* condition.c - ETag "REV.DIGEST" of a record, "c.DIGEST" of anything else: what is compared to
 * show an answer again is the whole, what is compared before a change is the revision. */
#include "condition.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "problem.h"

#define DIGITS 16 /* of the digest: equal by chance once in 2^64 */

/* Two bodies of one thing differ in bytes when one is compressed: so must their tags. */
static void
make_tag(const struct answer *answer, bool packed, char tag[static 64])
{
    char digest[65], rev[24] = "c";
    dms_digest(answer->body != NULL ? answer->body : "", answer->size, digest);
    if (answer->rev > 0)
        snprintf(rev, sizeof(rev), "%" PRId64, answer->rev);
    snprintf(tag, 64, "\"%s.%.*s%s\"", rev, DIGITS, digest, packed ? "-gz" : "");
}

/* A W/ before a tag does not matter here. */
bool
condition_names(const char *list, const char *tag)
{
    const char *found = list != NULL ? strstr(list, tag) : NULL;
    return found != NULL || (list != NULL && strcmp(list, "*") == 0);
}

void
condition_tag(struct exchange *exchange, bool packed)
{
    struct answer *answer = &exchange->answer;
    char tag[64];
    bool reads = exchange->method == ROUTE_GET;
    bool open = exchange->route == NULL || (exchange->route->flags & ROUTE_OPEN) != 0;
    if (answer->status >= 300 || open || (!reads && answer->rev == 0))
        return;
    make_tag(answer, packed, tag);
    answer_header(exchange, "ETag", "%s", tag);
    if (!reads || !condition_names(exchange_header(exchange, "If-None-Match"), tag))
        return;
    free(answer->body);
    answer->body = NULL;
    answer->size = 0;
    answer->type = NULL;
    answer->status = 304;
}

/* The revision in the tag at *TEXT, which moves on; 0: it has none. */
static int64_t
next_rev(const char **text)
{
    char *end;
    const char *at = *text + strspn(*text, " \t,");
    if (strncmp(at, "W/", 2) == 0)
        at += 2;
    size_t size = at[0] == '"' ? strcspn(at + 1, "\"") : 0;
    *text = at + (at[0] == '"' && at[size + 1] == '"' ? size + 2 : strlen(at));
    if (size == 0)
        return 0;
    errno = 0;
    int64_t rev = strtoll(at + 1, &end, 10);
    return errno == 0 && end != at + 1 && (*end == '.' || *end == '"') && rev > 0 ? rev
                                                                                  : 0;
}

/* Several tags are welcome as long as they are of one revision. */
static int64_t
read_revs(const char *text)
{
    int64_t rev = next_rev(&text);
    while (rev != 0 && text[strspn(text, " \t,")] != '\0')
        rev = next_rev(&text) == rev ? rev : 0;
    return rev;
}

enum dms_status
condition_rev(struct exchange *exchange, struct dms_json *question)
{
    const char *given = exchange_header(exchange, "If-Match");
    if (given == NULL)
        return DMS_OK;
    exchange->if_match = true;
    if (strcmp(given, "*") == 0)
        return DMS_OK; /* that it is there, the question itself finds out */
    int64_t rev = read_revs(given);
    if (rev == 0)
        return problem(exchange, 412,
                       dms_fail(exchange->error, DMS_CONFLICT, "rest.no_such_tag", ""));
    dms_json_set_integer(question, "rev", rev);
    return DMS_OK;
}
