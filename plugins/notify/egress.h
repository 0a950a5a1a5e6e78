/* egress.h - where the house may send anything at all: what an admin listed, nothing else. */
#ifndef NOTIFY_EGRESS_H
#define NOTIFY_EGRESS_H

#include <sys/socket.h>

#include "notify.h"

struct net {
    unsigned char bytes[16]; /* IPv4 as ::ffff:a.b.c.d */
    int prefix;              /* bits of the 128 that count */
};

struct listed {
    bool is_net;
    struct net net;
    char host[256];
    char ports[120];
};

struct egress {
    int holders; /* all on one thread */
    size_t count;
    struct listed items[];
};

/* One line of the list: "192.0.2.7", "10.1.0.0/16", "fd00::/8", "hooks.example.com" and
 * "443,8000-8100". INVALID, told of the field. */
enum dms_status listed_load(const char *host, const char *ports, struct listed *listed,
                            struct dms_error *error);
/* All lines as they are now; yours to release. */
enum dms_status egress_load(struct dms_unit *unit, struct egress **egress,
                            struct dms_error *error);
struct egress *egress_hold(struct egress *egress);
void egress_release(struct egress *egress); /* NULL is welcome */
/* May the name be looked up at all? False when no line could let the answer pass. */
bool egress_may_try(const struct egress *egress, const char *host, uint16_t port);
/* May a connection be made to ADDRESS, to which HOST was resolved? */
bool egress_allows(const struct egress *egress, const char *host,
                   const struct sockaddr *address);

bool net_load(const char *text, struct net *net);
bool net_of_address(const struct sockaddr *address, struct net *net, uint16_t *port);

#endif
