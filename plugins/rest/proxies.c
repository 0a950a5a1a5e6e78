/* proxies.c - X-Forwarded-For and X-Forwarded-Proto, from the right: each trusted proxy vouches
 * for the one before it, and the first that is not trusted is who asks. */
#include "proxies.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

/* IPv4 is kept in its IPv6 form, so that one comparison does. */
struct network {
    unsigned char bytes[16];
    unsigned bits;
};

static bool
read_address(const char *text, unsigned char bytes[static 16])
{
    static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
    if (inet_pton(AF_INET6, text, bytes) == 1)
        return true;
    memcpy(bytes, mapped, sizeof(mapped));
    return inet_pton(AF_INET, text, bytes + 12) == 1;
}

/* "10.0.0.0/8", "::1" */
static bool
read_network(const char *text, size_t size, struct network *network)
{
    char word[64], *end = NULL;
    if (size == 0 || size >= sizeof(word))
        return false;
    memcpy(word, text, size);
    word[size] = '\0';
    char *slash = strchr(word, '/');
    if (slash != NULL)
        *slash++ = '\0';
    unsigned shift = strchr(word, ':') == NULL ? 96 : 0;
    unsigned long bits = slash != NULL ? strtoul(slash, &end, 10) : 128 - shift;
    network->bits = (unsigned)bits + shift;
    return bits + shift <= 128 && (slash == NULL || (end != slash && *end == '\0')) &&
           read_address(word, network->bytes);
}

static bool
holds(const struct network *network, const unsigned char bytes[static 16])
{
    unsigned whole = network->bits / 8, rest = network->bits % 8;
    if (memcmp(network->bytes, bytes, whole) != 0)
        return false;
    return rest == 0 || ((network->bytes[whole] ^ bytes[whole]) >> (8 - rest)) == 0;
}

static bool
is_trusted(const char *list, const char *address)
{
    unsigned char bytes[16];
    struct network network;
    if (list == NULL || !read_address(address, bytes))
        return false;
    for (const char *at = list; *at != '\0'; at += strspn(at, " ")) {
        size_t size = strcspn(at, " ");
        if (read_network(at, size, &network) && holds(&network, bytes))
            return true;
        at += size;
    }
    return false;
}

enum dms_status
proxies_check(const char *list, struct dms_error *error)
{
    struct network network;
    for (const char *at = list != NULL ? list : ""; *at != '\0'; at += strspn(at, " ")) {
        size_t size = strcspn(at, " ");
        if (!read_network(at, size, &network))
            return dms_fail_field(error, DMS_INVALID, "proxies", "rest.bad_proxy",
                                  "value=%.*s", (int)size, at);
        at += size;
    }
    return DMS_OK;
}

static void
peer_address(struct exchange *exchange)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (info == NULL || info->client_addr == NULL)
        return;
    socklen_t size = info->client_addr->sa_family == AF_INET6
                         ? sizeof(struct sockaddr_in6)
                         : sizeof(struct sockaddr_in);
    getnameinfo(info->client_addr, size, exchange->address, sizeof(exchange->address),
                NULL, 0, NI_NUMERICHOST);
    if (strncmp(exchange->address, "::ffff:", 7) == 0)
        memmove(exchange->address, exchange->address + 7,
                strlen(exchange->address + 7) + 1);
}

/* The last address of the list that no trusted proxy has. */
static void
believe(struct exchange *exchange, const char *forwarded)
{
    const char *trusted = exchange->server->settings.proxies;
    const char *end = forwarded + strlen(forwarded);
    while (end > forwarded && is_trusted(trusted, exchange->address)) {
        const char *start = end;
        while (start > forwarded && start[-1] != ',')
            start--;
        const char *word = start + strspn(start, " \t");
        size_t size = (size_t)(end - word);
        unsigned char bytes[16];
        char address[64];
        while (size > 0 && (word[size - 1] == ' ' || word[size - 1] == '\t'))
            size--;
        snprintf(address, sizeof(address), "%.*s", (int)size, word);
        if (!read_address(address, bytes))
            return;
        snprintf(exchange->address, sizeof(exchange->address), "%s", address);
        end = start > forwarded ? start - 1 : forwarded;
    }
}

void
proxies_look_through(struct exchange *exchange)
{
    const char *forwarded = exchange_header(exchange, "X-Forwarded-For");
    const char *scheme = exchange_header(exchange, "X-Forwarded-Proto");
    peer_address(exchange);
    exchange->secure = exchange->server->certificate != NULL;
    if (!is_trusted(exchange->server->settings.proxies, exchange->address))
        return;
    exchange->secure =
        exchange->secure || (scheme != NULL && strcasecmp(scheme, "https") == 0);
    if (forwarded != NULL)
        believe(exchange, forwarded);
}
