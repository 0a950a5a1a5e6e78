/* messages_core.h - the core's own sentences, made from core/i18n at build time. */
#ifndef DMS_BASE_MESSAGES_CORE_H
#define DMS_BASE_MESSAGES_CORE_H

#include <stddef.h>

extern const unsigned char messages_core_zh[], messages_core_en[];
extern const size_t messages_core_zh_size, messages_core_en_size;

#endif
