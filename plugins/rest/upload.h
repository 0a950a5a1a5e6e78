/* upload.h - a body that is a file: written down as it comes, never held in memory. */
#ifndef REST_UPLOAD_H
#define REST_UPLOAD_H

#include "exchange.h"

struct upload {
    struct server *server;
    int file;
    char *path;
    size_t size;
    bool too_large;
    int failed; /* errno of the first failed write */
};

/* As the functions of body.h. expect: may this visitor import this at all, is there room? */
enum dms_status upload_expect(struct exchange *exchange);
bool upload_add(struct exchange *exchange, const char *data, size_t size);
enum dms_status upload_end(struct exchange *exchange);
/* A digest of what came, as an idempotency key needs it. */
enum dms_status upload_digest(const struct upload *upload, char digest[65],
                              struct dms_error *error);
/* Its file goes, and its place is free. NULL is welcome. */
void upload_destroy(struct upload *upload);

#endif
