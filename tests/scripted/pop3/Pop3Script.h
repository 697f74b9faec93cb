// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/TrustStore.h"
#include "core/net/ProtocolTrace.h"
#include "core/net/pop3/Pop3Session.h"
#include "tests/support/scripted/ScriptedServer.h"

#include <gtest/gtest.h>

namespace tern::test {

/// A scripted POP3 server and a session with it. Each test runs with every way of cutting what the server sends.
class Pop3Script : public ::testing::TestWithParam<Pieces> {
protected:
    Pop3Script() : server(GetParam())
    {
        options.endpoint = {"127.0.0.1", server.port(), Security::Plain};
        options.user = "user";
        options.secret = crypto::Secret("password7");
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

    /// Greets, tells these capabilities, and takes USER and PASS.
    void signIn(const std::vector<std::string> &capabilities = {"UIDL", "TOP", "PIPELINING"})
    {
        server.play({"S: +OK ready", "C: CAPA", "S: +OK"});
        for (const std::string &capability : capabilities)
            server.play({"S: " + capability});
        server.play({"S: USER", "S: .", "C: USER user", "S: +OK", "C: PASS password7", "S: +OK in"});
    }

    /// Starts the server and connects; the session is null when that failed.
    pop3::Pop3Session *connect()
    {
        server.start();
        auto connected = pop3::Pop3Session::connect(options, context);
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
    pop3::Pop3ConnectOptions options;
    std::unique_ptr<pop3::Pop3Session> session;
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
