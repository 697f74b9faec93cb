// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/ParsedMessage.h"

#include <QJsonObject>

namespace tern::mime {

/// What `tern-cli parse` and `show` print: message_id, in_reply_to, references, date, subject, from … attachments, headers, defects.
[[nodiscard]] QJsonObject toJson(const ParsedMessage &message);

} // namespace tern::mime
