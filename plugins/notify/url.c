/* url.c - https://hooks.example.com:8443/dms is a host and a port, or is refused. */
#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "url.h"

static enum dms_status
refuse(const char *key, const char *text, struct dms_error *error)
{
    return dms_fail_field(error, DMS_INVALID, "url", key, "url=%s", text);
}

static bool
has_part(CURLU *parsed, CURLUPart part)
{
    char *text = NULL;
    bool has = curl_url_get(parsed, part, &text, 0) == CURLUE_OK;
    curl_free(text);
    return has;
}

static bool
is_http(CURLU *parsed)
{
    char *scheme = NULL;
    bool http = curl_url_get(parsed, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
                (strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0);
    curl_free(scheme);
    return http;
}

/* "[::1]" is ::1; "Example.COM." is example.com. */
static bool
take_host(const char *host, char taken[URL_HOST])
{
    size_t size = strlen(host);
    if (size > 1 && host[0] == '[' && host[size - 1] == ']')
        host++, size -= 2;
    else if (size > 1 && host[size - 1] == '.')
        size--;
    if (size == 0 || size >= URL_HOST)
        return false;
    for (size_t i = 0; i < size; i++) {
        unsigned char letter = (unsigned char)host[i];
        if (letter <= ' ' || letter >= 127)
            return false;
        taken[i] = (char)tolower(letter);
    }
    taken[size] = '\0';
    return true;
}

static bool
take_parts(CURLU *parsed, struct url *url)
{
    char *host = NULL, *port = NULL;
    bool fits =
        curl_url_get(parsed, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
        curl_url_get(parsed, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) == CURLUE_OK &&
        take_host(host, url->host);
    if (fits)
        url->port = (uint16_t)strtoul(port, NULL, 10);
    curl_free(host);
    curl_free(port);
    return fits && url->port != 0;
}

enum dms_status
url_load(const char *text, struct url *url, struct dms_error *error)
{
    CURLU *parsed = curl_url();
    enum dms_status st = DMS_OK;
    *url = (struct url){ .port = 0 };
    if (parsed == NULL || curl_url_set(parsed, CURLUPART_URL, text, 0) != CURLUE_OK ||
        !is_http(parsed))
        st = refuse("notify.url_form", text, error);
    else if (has_part(parsed, CURLUPART_USER) || has_part(parsed, CURLUPART_PASSWORD))
        st = refuse("notify.url_password", "", error);
    else if (has_part(parsed, CURLUPART_FRAGMENT) || !take_parts(parsed, url))
        st = refuse("notify.url_form", text, error);
    curl_url_cleanup(parsed);
    return st;
}
