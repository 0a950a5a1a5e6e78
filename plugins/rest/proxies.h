/* proxies.h - who really asks, when a proxy asks for them. */
#ifndef REST_PROXIES_H
#define REST_PROXIES_H

#include "exchange.h"

/* Sets address and secure of the exchange; only proxies of the list are believed. */
void proxies_look_through(struct exchange *exchange);
/* INVALID names the first word of LIST that is no address or network. */
enum dms_status proxies_check(const char *list, struct dms_error *error);

#endif
