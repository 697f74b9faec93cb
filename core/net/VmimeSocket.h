// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vmime/net/socket.hpp>

namespace tern {

class LineSocket;

/// Lends a connected LineSocket to vmime for signing in. vmime sees only what `next` hands it, and once sealed nothing that it or its
/// destructors do reaches the wire.
/// Thread: the connection's.
class VmimeSocket final : public vmime::net::socket {
public:
    /// Reads from the server and returns what vmime shall see: whole lines with CRLF; blocks. An error ends the sign-in.
    using NextLines = std::function<Result<std::string>(LineSocket &)>;

    /// Sees what vmime sends; true when it needs not go to the server because `next` will answer it.
    using Intercept = std::function<bool(std::string_view)>;

    VmimeSocket(LineSocket &line, NextLines next, Intercept intercept = {});

    /// Detaches from the LineSocket for good.
    void seal() { m_socket = nullptr; }
    /// What went wrong beneath vmime's exception, if something did.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    void connect(const vmime::string &address, vmime::port_t port) override;
    void disconnect() override { seal(); }
    bool isConnected() const override { return m_socket != nullptr; }
    bool waitForRead(int msecs) override;
    bool waitForWrite(int msecs) override;
    void receive(vmime::string &buffer) override;
    size_t receiveRaw(vmime::byte_t *buffer, size_t count) override;
    void send(const vmime::string &buffer) override;
    void send(const char *text) override;
    void sendRaw(const vmime::byte_t *buffer, size_t count) override;
    size_t sendRawNonBlocking(const vmime::byte_t *buffer, size_t count) override;
    size_t getBlockSize() const override { return 16384; }
    unsigned int getStatus() const override { return 0; }
    const vmime::string getPeerName() const override;
    const vmime::string getPeerAddress() const override;
    vmime::shared_ptr<vmime::net::timeoutHandler> getTimeoutHandler() override { return nullptr; }
    void setTracer(vmime::shared_ptr<vmime::net::tracer>) override {}
    vmime::shared_ptr<vmime::net::tracer> getTracer() override { return nullptr; }

private:
    void write(std::string_view bytes);

    LineSocket *m_socket;
    NextLines m_next;
    Intercept m_intercept;
    std::string m_ready;
    std::optional<Error> m_error;
};

/// Gives vmime one prepared socket, once.
class VmimeSocketFactory final : public vmime::net::socketFactory {
public:
    explicit VmimeSocketFactory(vmime::shared_ptr<VmimeSocket> socket) : m_socket(std::move(socket)) {}
    vmime::shared_ptr<vmime::net::socket> create() override { return m_socket; }
    vmime::shared_ptr<vmime::net::socket> create(vmime::shared_ptr<vmime::net::timeoutHandler>) override { return m_socket; }

private:
    vmime::shared_ptr<VmimeSocket> m_socket;
};

} // namespace tern
