/* access_log.h - one line per request: what was asked, never with which data. */
#ifndef REST_ACCESS_LOG_H
#define REST_ACCESS_LOG_H

#include "exchange.h"

void access_log_write(const struct exchange *exchange, enum MHD_RequestTerminationCode code);

#endif
