/* url.h - a receiver's address taken apart, by the same parser that later calls it. */
#ifndef NOTIFY_URL_H
#define NOTIFY_URL_H

#include <stdint.h>

#include "dms/error.h"

#define URL_HOST 256

struct url {
    char host[URL_HOST]; /* lower case, without brackets and last dot */
    uint16_t port;
};

/* INVALID, told of field url: not http(s), a password inside, a fragment, letters beyond
 * ASCII in the host. */
enum dms_status url_load(const char *text, struct url *url, struct dms_error *error);

#endif
