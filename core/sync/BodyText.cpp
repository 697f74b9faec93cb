// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/BodyText.h"

#include "core/sync/ReadableText.h"

namespace tern::sync {

store::StoreWriter::ReadBody readBody(MessageId message, const QByteArray &raw)
{
    ReadableText readable = readableText(raw);
    return {message, std::move(readable.text), std::move(readable.snippet), std::move(readable.attachmentNames)};
}

} // namespace tern::sync
