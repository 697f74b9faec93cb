// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in on a server that says anything at all, IMAP or SMTP by the first byte: the password is never in the trace nor in an error, in no form that
// gives it away.
#include "core/net/imap/ImapSignIn.h"
#include "core/net/smtp/SmtpSignIn.h"
#include "tests/fuzz/Fuzz.h"

using namespace tern;
using fuzz::require;

namespace {

constexpr const char *kUser = "maria@example.org";
constexpr const char *kPassword = "0penSesame\"7";
// base64 of the password alone (AUTH LOGIN), and of "\0user\0password" (PLAIN).
constexpr const char *kForms[] = {"0penSesa", "MHBlblNlc2FtZSI3", "AG1hcmlhQGV4YW1wbGUub3JnADBwZW5TZXNhbWUiNw==", "TBwZW5TZXNhbWUiN"};

void checkNoSecret(std::string_view text)
{
    for (const char *form : kForms)
        require(text.find(form) == std::string_view::npos);
}

struct Checked final : TraceSink {
    void add(TraceLine line) override
    {
        // What a server says before it was told the secret can't come from us; a seed that knows it is about echoes.
        checkNoSecret(line.text);
    }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2 || size > 20'000)
        return 0;
    fuzz::Connected connected(fuzz::bytesOf(data + 1, size - 1));
    Checked sink;
    NetContext context;
    context.trace = &sink;
    const Endpoint endpoint{"adopted", 0, Security::Plain};
    if (data[0] % 2 == 0) {
        const auto socket = LineSocket::adopt(std::move(connected.ours), WireProtocol::Imap, context);
        imap::ImapConnectOptions options;
        options.endpoint = endpoint;
        options.user = kUser;
        options.secret = crypto::Secret(kPassword);
        options.method = static_cast<SignInMethod>(data[0] / 2 % 8);
        if (const auto signedIn = imap::ImapSignIn(*socket, options).run(); !signedIn)
            checkNoSecret(signedIn.error().toString());
    } else {
        smtp::SmtpDialogue dialogue(LineSocket::adopt(std::move(connected.ours), WireProtocol::Smtp, context));
        const smtp::SmtpConnectOptions options{endpoint, kUser, crypto::Secret(kPassword)};
        if (const auto signedIn = smtp::SmtpSignIn(dialogue, options).run(); !signedIn)
            checkNoSecret(signedIn.error().toString());
    }
    return 0;
}
