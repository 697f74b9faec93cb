// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/TrustStore.h"
#include "core/net/ProtocolTrace.h"
#include "core/net/imap/ImapSession.h"
#include "tests/support/scripted/ScriptedServer.h"

#include <gtest/gtest.h>

namespace tern::test {

/// A scripted IMAP server and a session with it. Each test runs with every way of cutting what the server sends.
class ImapScript : public ::testing::TestWithParam<Pieces> {
protected:
    ImapScript() : server(GetParam())
    {
        options.endpoint = {"127.0.0.1", server.port(), Security::Plain};
        options.user = "user";
        options.secret = crypto::Secret("pass");
        context.trace = &trace;
        context.trust = &trust;
        context.account = "user@example.test";
        context.stop = stop.token();
        context.connectTimeout = std::chrono::milliseconds{4000};
        context.replyTimeout = std::chrono::milliseconds{4000};
    }

    /// A failure shows the dialogue that led to it.
    void TearDown() override
    {
        if (HasFailure())
            ADD_FAILURE() << "server: " << server.finish() << "\n" << traced();
    }

    /// Signs in on a server with these capabilities; the script goes on from there.
    void signIn(const std::string &capabilities = "IMAP4rev1")
    {
        server.play({"S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready", "C: $T AUTHENTICATE PLAIN AHVzZXIAcGFzcw==",
                     "S: $T OK [CAPABILITY " + capabilities + "] in"});
    }

    /// Starts the server and connects; the session is null when that failed.
    imap::ImapSession *connect()
    {
        server.start();
        auto connected = imap::ImapSession::connect(options, context);
        if (!connected) {
            error = connected.error();
            return nullptr;
        }
        session = *std::move(connected);
        return session.get();
    }

    /// Closes the session and demands that everything went as written.
    void finish()
    {
        session.reset();
        EXPECT_EQ(server.finish(), "");
    }

    /// All lines of the trace in one text, for looking for what must not be there.
    [[nodiscard]] std::string traced() const
    {
        std::string text;
        for (const TraceLine &line : trace.snapshot())
            text += line.text + "\n";
        return text;
    }

    ScriptedServer server;
    TraceRing trace;
    crypto::TrustStore trust{false};
    StopSource stop;
    NetContext context;
    imap::ImapConnectOptions options;
    std::unique_ptr<imap::ImapSession> session;
    Error error;
};

inline std::string piecesName(const ::testing::TestParamInfo<Pieces> &info)
{
    switch (info.param) {
    case Pieces::One: return "OneByte";
    case Pieces::Seven: return "SevenBytes";
    case Pieces::Whole: return "Whole";
    }
    return "";
}

/// For INSTANTIATE_TEST_SUITE_P.
inline auto everyPiece()
{
    return ::testing::Values(Pieces::One, Pieces::Seven, Pieces::Whole);
}

} // namespace tern::test
