/* listener.h - the socket the server listens on. */
#ifndef REST_LISTENER_H
#define REST_LISTENER_H

#include <stdbool.h>

#include "dms/error.h"

struct listener {
    int file;
    bool loopback;     /* only this machine can reach it */
    char address[128]; /* as people write it: "127.0.0.1:8080" */
};

/* Takes the socket that systemd passed under the name "http", else makes one for ADDRESS.
 * INVALID with one sentence: not an address, in use, not permitted. */
enum dms_status listener_open(struct listener *listener, const char *address,
                              struct dms_error *error);

#endif
