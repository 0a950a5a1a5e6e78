/* egress.c - is a connection to this address on the admin's list?
 *
 * A listed net allows the addresses in it. A listed name allows what it resolves to, as long as
 * that lies in the open internet: whoever runs the name's DNS must not be able to point it at
 * our own network. Special addresses (this machine, private nets, link-local, where clouds tell
 * their secrets…) are allowed only by a line that lies wholly within that special net, so that
 * 0.0.0.0/0 is the open internet and no more. */
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "egress.h"

/* RFC 6890 and its successors; the single addresses are metadata services of clouds. */
static const char *const special[] = {
    "0.0.0.0/8",      "10.0.0.0/8",     "100.64.0.0/10",   "100.100.100.200",
    "127.0.0.0/8",    "169.254.0.0/16", "169.254.169.254", "172.16.0.0/12",
    "192.0.0.0/24",   "192.0.0.192",    "192.0.2.0/24",    "192.88.99.0/24",
    "192.168.0.0/16", "198.18.0.0/15",  "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4",    "240.0.0.0/4",    "::/96",           "::1",
    "64:ff9b::/96",   "64:ff9b:1::/48", "100::/64",        "2001::/23",
    "2001:db8::/32",  "2002::/16",      "fc00::/7",        "fd00:ec2::254",
    "fe80::/10",      "fec0::/10",      "ff00::/8",
};

static bool
is_v4(const struct net *net)
{
    static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
    return net->prefix >= 96 && memcmp(net->bytes, mapped, sizeof(mapped)) == 0;
}

static bool
holds(const struct net *net, const struct net *address)
{
    size_t whole = (size_t)net->prefix / 8;
    int rest = net->prefix % 8;
    if (is_v4(net) != is_v4(address) || memcmp(net->bytes, address->bytes, whole) != 0)
        return false;
    return rest == 0 || ((net->bytes[whole] ^ address->bytes[whole]) >> (8 - rest)) == 0;
}

/* Prefix of the narrowest special net that holds the address; -1: the open internet. */
static int
special_prefix(const struct net *address)
{
    int narrowest = -1;
    for (size_t i = 0; i < sizeof(special) / sizeof(special[0]); i++) {
        struct net net;
        if (net_load(special[i], &net) && net.prefix > narrowest && holds(&net, address))
            narrowest = net.prefix;
    }
    return narrowest;
}

/* "443,8000-8100": the next range at *CURSOR, which moves on. */
static bool
next_range(const char **cursor, unsigned long *first, unsigned long *last)
{
    char *end;
    if (**cursor < '0' || **cursor > '9')
        return false;
    *first = *last = strtoul(*cursor, &end, 10);
    if (*end == '-') {
        if (end[1] < '0' || end[1] > '9')
            return false;
        *last = strtoul(end + 1, &end, 10);
    }
    if (*end == ',')
        end++;
    else if (*end != '\0')
        return false;
    *cursor = end;
    return *first >= 1 && *first <= *last && *last <= UINT16_MAX;
}

static bool
lists_port(const char *ports, uint16_t port)
{
    unsigned long first, last;
    while (next_range(&ports, &first, &last))
        if (port >= first && port <= last)
            return true;
    return false;
}

static bool
are_ports(const char *ports)
{
    unsigned long first, last;
    const char *cursor = ports;
    while (*cursor != '\0')
        if (!next_range(&cursor, &first, &last))
            return false;
    return cursor != ports && cursor[-1] != ',';
}

/* A name of the DNS, in lower case; one with digits only would be read as an address. */
static bool
is_name(const char *text)
{
    size_t size = strlen(text);
    return size > 0 && text[0] != '.' && text[0] != '-' && text[size - 1] != '.' &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789.-_") == size &&
           strpbrk(text, "abcdefghijklmnopqrstuvwxyz") != NULL &&
           strstr(text, "..") == NULL;
}

enum dms_status
listed_load(const char *host, const char *ports, struct listed *listed,
            struct dms_error *error)
{
    *listed = (struct listed){ .is_net = false };
    listed->is_net = net_load(host, &listed->net);
    if (!listed->is_net && !is_name(host))
        return dms_fail_field(error, DMS_INVALID, "host", "notify.address_form",
                              "host=%s", host);
    if (strlen(ports) >= sizeof(listed->ports) || strlen(host) >= sizeof(listed->host) ||
        !are_ports(ports))
        return dms_fail_field(error, DMS_INVALID, "ports", "notify.address_ports",
                              "ports=%s", ports);
    memcpy(listed->host, host, strlen(host) + 1);
    memcpy(listed->ports, ports, strlen(ports) + 1);
    return DMS_OK;
}

bool
egress_may_try(const struct egress *egress, const char *host, uint16_t port)
{
    for (size_t i = 0; i < egress->count; i++) {
        const struct listed *listed = &egress->items[i];
        if (lists_port(listed->ports, port) &&
            (listed->is_net || strcmp(listed->host, host) == 0))
            return true;
    }
    return false;
}

bool
egress_allows(const struct egress *egress, const char *host,
              const struct sockaddr *address)
{
    struct net net;
    uint16_t port;
    if (!net_of_address(address, &net, &port))
        return false;
    int least = special_prefix(&net);
    for (size_t i = 0; i < egress->count; i++) {
        const struct listed *listed = &egress->items[i];
        bool fits = listed->is_net
                        ? listed->net.prefix >= least && holds(&listed->net, &net)
                        : least < 0 && strcmp(listed->host, host) == 0;
        if (fits && lists_port(listed->ports, port))
            return true;
    }
    return false;
}
