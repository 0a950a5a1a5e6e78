/* http_house.h - a house of a test's own with all plugins of the build, served over HTTP on a
 * free port of the loopback. */
#ifndef TESTS_SUPPORT_HTTP_HOUSE_H
#define TESTS_SUPPORT_HTTP_HOUSE_H

#include <stdint.h>

#include <dms/front.h>

#include "support/http.h"

struct http_house {
    char dir[64];
    struct dms_house *house;
    unsigned port;
};

/* Makes, opens and serves it; SETTINGS are lines of [http]. Any failure fails the test. The
 * clock stands still until http_house_later. */
void http_house_open(struct http_house *house, const char *settings);
/* The same with the plugins of another folder than the build's. */
void http_house_open_with(struct http_house *house, const char *plugins, const char *settings);
void http_house_close(struct http_house *house);
/* The same store, after it was closed or its process killed, on another port. */
void http_house_open_again(struct http_house *house);
/* The same with a store A01, a sales manager "boss" whose TOKEN this is, and lead 1, of 王五. */
void http_house_open_shop(struct http_house *house, const char *settings,
                          char token[static 128]);
void http_house_later(int64_t ms);

/* Asks the house itself, as USER (NULL: with full rights); FORMAT is a question in JSON. What
 * comes back is yours to destroy; *STATUS, unless NULL, hears how it ended, else a refusal fails
 * the test. */
struct dms_json *http_house_ask(struct http_house *house, const char *user,
                                enum dms_status *status, const char *format, ...)
    DMS_PRINTF(4, 5);
/* Creates a record with full rights in STORE (a code, or NULL); its id, 0 when refused, and then
 * WHY (256 bytes), unless NULL, has the reason. FIELDS is taken. */
int64_t http_house_create(struct http_house *house, const char *store, const char *entity,
                          struct dms_json *fields, char *why);
/* The secret of a new token of USER for a DAY. */
void http_house_token(struct http_house *house, const char *user, char secret[static 128]);
/* Sends one request with TOKEN (NULL: none) and BODY (NULL: none) and waits for the answer.
 * Opens LINE anew when it has ended. */
void http_house_call(struct http_house *house, struct http_line *line, const char *token,
                     const char *method, const char *path, const char *body,
                     struct http_reply *reply);

#endif
