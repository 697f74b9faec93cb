// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/ReadableText.h"

#include "core/mime/ParsedMessage.h"
#include "core/mime/TextSnippet.h"

namespace tern::sync {

ReadableText readableText(const QByteArray &message)
{
    mime::ParseOptions options;
    options.hashAttachments = false;
    options.readHeader = false;
    options.acceptAnything = true;
    auto parsed = mime::parseMessage(message, options);
    if (!parsed)
        return {};
    ReadableText result;
    result.text = std::move(parsed->text);
    result.snippet = mime::snippetOf(result.text);
    for (const mime::Attachment &attachment : parsed->attachments)
        result.attachmentNames << attachment.name;
    return result;
}

} // namespace tern::sync
