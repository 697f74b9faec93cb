// SPDX-License-Identifier: GPL-3.0-or-later
// A submission server that says anything at all. Nothing counts as accepted, sent or refused unless a reply said so.
#include "core/net/smtp/SmtpSignIn.h"
#include "core/net/smtp/SmtpTransaction.h"
#include "tests/fuzz/Fuzz.h"

using namespace tern;
using namespace tern::smtp;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 60'000)
        return 0;
    fuzz::Connected connected(fuzz::bytesOf(data, size));
    bool dotted = false;
    TransactionResult result;
    {
        SmtpDialogue dialogue(LineSocket::adopt(std::move(connected.ours), WireProtocol::Smtp, {}));
        const SmtpConnectOptions options{{"adopted", 0, Security::Plain}, {}, {}};
        SmtpSignIn signIn(dialogue, options);
        if (!signIn.run())
            return 0;
        const Envelope envelope{"from@example.org", {"one@example.org", "two@example.org"}, 40, false};
        MemorySource source("Subject: x\r\n\r\n.a line\r\nand another..\r\n");
        SmtpTransaction transaction(dialogue, signIn.capabilities(), std::chrono::milliseconds{1000});
        result = transaction.run(envelope, source, [&dotted]() -> Result<void> {
            dotted = true;
            return {};
        }, {});
    }
    require(result.recipients.size() == 2 || result.recipients.empty());
    require(!result.accepted || (dotted && result.phase == TransactionPhase::Answered && result.code >= 200 && result.code < 300));
    require(result.accepted != result.error.has_value());
    require(dotted || (result.phase != TransactionPhase::FinalDotSent && result.phase != TransactionPhase::Answered));
    for (const RecipientResult &recipient : result.recipients)
        require(!recipient.ok || (recipient.code >= 200 && recipient.code < 300));
    // Without the final dot nothing can be delivered.
    require(dotted || connected.written().find("\r\n.\r\n") == std::string::npos);
    return 0;
}
