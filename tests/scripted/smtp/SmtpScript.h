// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/TrustStore.h"
#include "core/net/ProtocolTrace.h"
#include "core/net/smtp/SmtpSession.h"
#include "tests/support/scripted/ScriptedServer.h"

#include <gtest/gtest.h>

namespace tern::test {

/// A scripted SMTP server and a session with it. Each test runs with every way of cutting what the server sends.
class SmtpScript : public ::testing::TestWithParam<Pieces> {
protected:
    SmtpScript() : server(GetParam())
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

    /// Greets, offers these extensions beside AUTH PLAIN, and takes the password.
    void signIn(const std::vector<std::string> &extensions = {})
    {
        server.play({"S: 220 mail.example.test ready", "C: EHLO [127.0.0.1]", "S: 250-mail.example.test"});
        for (const std::string &extension : extensions)
            server.play({"S: 250-" + extension});
        server.play({"S: 250 AUTH PLAIN", "C: AUTH PLAIN AHVzZXIAcGFzcw==", "S: 235 2.7.0 in"});
    }

    /// Starts the server and connects; the session is null when that failed.
    smtp::SmtpSession *connect()
    {
        server.start();
        auto connected = smtp::SmtpSession::connect(options, context);
        if (!connected) {
            error = connected.error();
            return nullptr;
        }
        session = *std::move(connected);
        return session.get();
    }

    smtp::TransactionResult send(const std::vector<std::string> &recipients, std::string_view body = "Subject: x\r\n\r\nHello\r\n")
    {
        MemorySource source(body);
        return session->send({"me@example.test", recipients, body.size(), false}, source);
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
    smtp::SmtpConnectOptions options;
    std::unique_ptr<smtp::SmtpSession> session;
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
