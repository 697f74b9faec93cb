// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/ConnectionTrace.h"

#include <string>
#include <vector>

namespace tern::test {

/// Steps of a ScriptedServer.
using Steps = std::vector<std::string>;

inline Steps operator+(Steps first, const Steps &second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

/// One protocol's words for what IMAP, POP3 and SMTP all do around STARTTLS. The user is "user", the password "password7".
struct Dialect {
    WireProtocol protocol;
    const char *name;
    Steps opening;          ///< up to the client's STARTTLS, which is offered, with a way to sign in besides
    Steps lyingOpening;     ///< the same, where every capability is a lie
    Steps stripped;         ///< the offer is taken out
    Steps alreadyIn;        ///< greetings that say that nothing needs to be signed in
    std::string ready;      ///< "go on", as a step
    Steps refusals;         ///< steps in place of it
    Steps lies;             ///< steps in place of it: it comes too, among lies
    Steps fakes;            ///< what would pass for the server's next words, escaped as in "R: "
    Steps after;            ///< behind the handshake: what is true, and a sign-in as it allows
    Steps afterNothing;     ///< behind the handshake: no way to sign in
    std::string clear;      ///< all that a client may say before the handshake; '?' is any byte
    const char *where;      ///< Error::where of a refusal
};

[[nodiscard]] const std::vector<Dialect> &dialects();

} // namespace tern::test
