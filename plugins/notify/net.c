/* net.c - addresses and nets as sixteen bytes and a prefix, IPv4 inside IPv6. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "egress.h"

static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };

static void
take_v4(const void *bytes, struct net *net)
{
    memcpy(net->bytes, mapped, sizeof(mapped));
    memcpy(net->bytes + sizeof(mapped), bytes, 4);
}

static bool
bits_after_are_zero(const struct net *net)
{
    for (int bit = net->prefix; bit < 128; bit++)
        if ((net->bytes[bit / 8] >> (7 - bit % 8) & 1) != 0)
            return false;
    return true;
}

/* "/16" behind an address of FULL bits; without one it is that address alone. */
static bool
load_prefix(const char *text, int full, struct net *net)
{
    long prefix = full;
    if (text != NULL) {
        char *end;
        prefix = strtol(text, &end, 10);
        if (text[0] < '0' || text[0] > '9' || *end != '\0' || prefix < 0 || prefix > full)
            return false;
    }
    net->prefix = 128 - full + (int)prefix;
    return bits_after_are_zero(net);
}

bool
net_load(const char *text, struct net *net)
{
    char address[INET6_ADDRSTRLEN];
    struct in_addr v4;
    const char *slash = strchr(text, '/');
    size_t size = slash != NULL ? (size_t)(slash - text) : strlen(text);
    if (size >= sizeof(address))
        return false;
    memcpy(address, text, size);
    address[size] = '\0';
    if (inet_pton(AF_INET, address, &v4) == 1) {
        take_v4(&v4, net);
        return load_prefix(slash != NULL ? slash + 1 : NULL, 32, net);
    }
    return inet_pton(AF_INET6, address, net->bytes) == 1 &&
           load_prefix(slash != NULL ? slash + 1 : NULL, 128, net);
}

bool
net_of_address(const struct sockaddr *address, struct net *net, uint16_t *port)
{
    net->prefix = 128;
    if (address->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, address, sizeof(v4));
        take_v4(&v4.sin_addr, net);
        *port = ntohs(v4.sin_port);
        return true;
    }
    if (address->sa_family != AF_INET6)
        return false;
    struct sockaddr_in6 v6;
    memcpy(&v6, address, sizeof(v6));
    memcpy(net->bytes, &v6.sin6_addr, sizeof(net->bytes));
    *port = ntohs(v6.sin6_port);
    return true;
}
