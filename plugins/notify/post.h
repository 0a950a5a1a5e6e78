/* post.h - one delivery over HTTP: signed, to a listed address, within the limits. */
#ifndef NOTIFY_POST_H
#define NOTIFY_POST_H

#include <curl/curl.h>

#include "due.h"
#include "url.h"

struct post {
    struct post *next;
    int64_t delivery, webhook;
    long status;       /* of the answer; 0: none came */
    const char *error; /* a choice of last_error; NULL: the receiver has it */
    bool is_over;      /* before it began: nothing was put on the wire */

    CURL *easy;
    struct curl_slist *headers;
    char *body;
    struct url url;
    struct egress *egress;
    int64_t got, most;   /* bytes of the answer */
    bool refused;        /* an address was not on the list */
};

/* Yours to destroy, after it was taken out of the multi handle. ALLOWED: its owner may see what
 * it tells. */
struct post *post_create(const struct wish *wish, const struct due *due, bool allowed);
void post_destroy(struct post *post);
/* CODE is how the transfer ended: fills status and error. */
void post_end(struct post *post, CURLcode code);

#endif
