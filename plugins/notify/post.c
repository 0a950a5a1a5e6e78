/* post.c - one delivery over HTTP. No redirect is followed, no proxy of the environment is
 * asked, and every connection is held against the list when its address is known. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "post.h"

static void
add_header(struct post *post, const char *name, const char *value)
{
    char line[512];
    snprintf(line, sizeof(line), "%s: %s", name, value);
    struct curl_slist *longer = curl_slist_append(post->headers, line);
    if (longer == NULL)
        abort();
    post->headers = longer;
}

static void
add_headers(struct post *post, const struct wish *wish, int64_t timestamp)
{
    char text[80], signature[65];
    add_header(post, "Content-Type", "application/json");
    add_header(post, "X-DMS-Event", wish->name);
    snprintf(text, sizeof(text), "%" PRId64, wish->delivery);
    add_header(post, "X-DMS-Delivery", text);
    snprintf(text, sizeof(text), "%" PRId64, timestamp);
    add_header(post, "X-DMS-Timestamp", text);
    notify_sign(wish->secret, timestamp, wish->body, signature);
    snprintf(text, sizeof(text), "v1=%s", signature);
    add_header(post, "X-DMS-Signature", text);
    add_header(post, "Expect", ""); /* no waiting for "100 Continue" over a small body */
}

/* Here the name has become an address: the only place where the list cannot be deceived. */
static curl_socket_t
open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct post *post = context;
    if (purpose != CURLSOCKTYPE_IPCXN ||
        !egress_allows(post->egress, post->url.host, &address->addr)) {
        post->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* The answer's body and headers are counted and thrown away. */
static size_t
swallow(char *data, size_t size, size_t count, void *context)
{
    (void)data;
    struct post *post = context;
    post->got += (int64_t)(size * count);
    return post->got > post->most ? 0 : size * count;
}

static void
set_limits(struct post *post, const struct limits *limits)
{
    curl_easy_setopt(post->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)limits->connect);
    curl_easy_setopt(post->easy, CURLOPT_TIMEOUT_MS, (long)limits->whole);
    curl_easy_setopt(post->easy, CURLOPT_WRITEFUNCTION, swallow);
    curl_easy_setopt(post->easy, CURLOPT_WRITEDATA, post);
    curl_easy_setopt(post->easy, CURLOPT_HEADERFUNCTION, swallow);
    curl_easy_setopt(post->easy, CURLOPT_HEADERDATA, post);
    curl_easy_setopt(post->easy, CURLOPT_NOSIGNAL, 1L);
    /* A name server that does not answer must not hold up the others, nor the closing. */
    curl_easy_setopt(post->easy, CURLOPT_QUICK_EXIT, 1L);
}

static void
set_egress(struct post *post)
{
    curl_easy_setopt(post->easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(post->easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(post->easy, CURLOPT_PROXY, "");
    curl_easy_setopt(post->easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(post->easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(post->easy, CURLOPT_OPENSOCKETDATA, post);
    /* A line struck from the list closes the way at once: no connection is kept. */
    curl_easy_setopt(post->easy, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(post->easy, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(post->easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(post->easy, CURLOPT_SSL_VERIFYHOST, 2L);
}

static void
prepare(struct post *post, const struct wish *wish, const struct due *due)
{
    post->easy = curl_easy_init();
    post->body = strdup(wish->body);
    if (post->easy == NULL || post->body == NULL)
        abort();
    add_headers(post, wish, due->now / 1000);
    curl_easy_setopt(post->easy, CURLOPT_URL, wish->url);
    curl_easy_setopt(post->easy, CURLOPT_POST, 1L);
    curl_easy_setopt(post->easy, CURLOPT_POSTFIELDS, post->body);
    curl_easy_setopt(post->easy, CURLOPT_POSTFIELDSIZE_LARGE,
                     (curl_off_t)strlen(post->body));
    curl_easy_setopt(post->easy, CURLOPT_HTTPHEADER, post->headers);
    curl_easy_setopt(post->easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(post->easy, CURLOPT_USERAGENT, "dms-notify/1");
    curl_easy_setopt(post->easy, CURLOPT_PRIVATE, post);
    set_limits(post, &due->limits);
    set_egress(post);
    if (due->ca_file != NULL)
        curl_easy_setopt(post->easy, CURLOPT_CAINFO, due->ca_file);
}

struct post *
post_create(const struct wish *wish, const struct due *due, bool allowed)
{
    struct post *post = calloc(1, sizeof(*post));
    if (post == NULL)
        abort();
    post->delivery = wish->delivery;
    post->webhook = wish->webhook;
    post->egress = egress_hold(due->egress);
    post->most = due->limits.answer_bytes;
    /* A name that cannot be allowed is not even looked up. */
    if (!allowed)
        post->error = "not_allowed";
    else if (url_load(wish->url, &post->url, NULL) != DMS_OK ||
             !egress_may_try(post->egress, post->url.host, post->url.port))
        post->error = "not_listed";
    else
        prepare(post, wish, due);
    post->is_over = post->error != NULL;
    return post;
}

void
post_destroy(struct post *post)
{
    if (post->easy != NULL)
        curl_easy_cleanup(post->easy);
    curl_slist_free_all(post->headers);
    free(post->body);
    egress_release(post->egress);
    free(post);
}

static const char *
error_of(const struct post *post, CURLcode code)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return "no_name";
    case CURLE_COULDNT_CONNECT:
        return post->refused ? "not_listed" : "no_connection";
    case CURLE_OPERATION_TIMEDOUT:
        return "took_too_long";
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return "no_tls";
    default:
        return "broken";
    }
}

/* A good status counts, however the rest of the answer ended: the receiver has the event. */
void
post_end(struct post *post, CURLcode code)
{
    curl_easy_getinfo(post->easy, CURLINFO_RESPONSE_CODE, &post->status);
    if (post->status >= 200 && post->status < 300)
        post->error = NULL;
    else if (post->status >= 300 && post->status < 400)
        post->error = "redirect";
    else if (post->status >= 400)
        post->error = "status";
    else
        post->error = error_of(post, code);
}
