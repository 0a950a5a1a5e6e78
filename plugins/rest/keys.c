/* keys.c - the key stands for method, path and body: with any other of these it is refused. */
#include "keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "problem.h"

#define LONGEST 128

/* Printable ASCII: it is written into audit rows and logs. */
static bool
is_sane(const char *key)
{
    size_t size = strlen(key);
    for (const char *at = key; *at != '\0'; at++)
        if (*at <= ' ' || *at > '~')
            return false;
    return size > 0 && size <= LONGEST;
}

/* The path as it was matched, not as it was spelled: %41 is A. */
static void
digest(const struct exchange *exchange, char hash[65])
{
    char *text = NULL;
    size_t size = 0;
    FILE *all = open_memstream(&text, &size);
    if (all == NULL)
        abort();
    fprintf(all, "%u", exchange->method);
    for (size_t i = 0; i < exchange->target.segment_count; i++)
        fprintf(all, "/%s", exchange->target.segments[i]);
    fputc('\n', all);
    if (exchange->body.size > 0)
        fwrite(exchange->body.data, 1, exchange->body.size, all);
    fclose(all);
    dms_digest(text, size, hash);
    free(text);
}

enum dms_status
keys_refuse(struct exchange *exchange)
{
    if (exchange_header(exchange, "Idempotency-Key") == NULL)
        return DMS_OK;
    return dms_fail(exchange->error, DMS_INVALID, "rest.no_key_here", "");
}

enum dms_status
keys_take(struct exchange *exchange, struct dms_request *request, char hash[65])
{
    const char *key = exchange_header(exchange, "Idempotency-Key");
    if (key == NULL)
        return DMS_OK;
    if ((exchange->route->flags & ROUTE_KEYLESS) != 0)
        return problem(exchange, 400, keys_refuse(exchange));
    if (!is_sane(key))
        return problem(
            exchange, 400,
            dms_fail(exchange->error, DMS_INVALID, "rest.bad_key", "limit=%d", LONGEST));
    digest(exchange, hash);
    request->key = key;
    request->body_hash = hash;
    return DMS_OK;
}
