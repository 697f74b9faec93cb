// SPDX-License-Identifier: GPL-3.0-or-later
// A whole message of any bytes, and what is read from it: parts, text, attachments, who sent it.
#include "core/mime/ParsedMessage.h"
#include "core/mime/ParsedMessageJson.h"
#include "core/mime/SenderChecks.h"
#include "tests/fuzz/Fuzz.h"

using namespace tern::mime;
using tern::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 100'000)
        return 0;
    const std::string_view bytes = tern::fuzz::bytesOf(data, size);
    const QByteArray raw(bytes.data(), static_cast<qsizetype>(size));
    const auto message = parseMessage(raw, {.acceptAnything = true});
    require(message.ok());
    require(message->defects.size() <= 100);
    for (const Attachment &attachment : message->attachments) {
        require(!attachment.name.isEmpty() && !attachment.name.contains(QLatin1Char('/')) && !attachment.name.startsWith(QLatin1Char('.')));
        const auto content = partContent(raw, attachment.part);
        require(content.ok() && content->size() == attachment.size);
    }
    static_cast<void>(toJson(*message));
    for (const auto &findings : {checkSender(*message, {{QStringLiteral("example.net")}, {QStringLiteral("example.org")}}), checkLinks(message->html)}) {
        for (const SenderFinding &finding : findings)
            require(finding.shown.size() <= 300 && finding.real.size() <= 300);
    }
    return 0;
}
