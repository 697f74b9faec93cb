// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/VmimeSocket.h"

#include "core/mime/VmimePlatform.h"
#include "core/net/LineSocket.h"
#include "core/net/VmimeAuthenticator.h"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <vmime/exception.hpp>
#include <vmime/net/serviceFactory.hpp>
#include <vmime/net/serviceInfos.hpp>

namespace tern {

void prepareVmime()
{
    mime::prepareVmime();
    // Its tables of properties are made when they are first asked for: here, once, and not by connections that sign in side by side.
    static std::once_flag once;
    std::call_once(once, [] {
        for (const auto &service : vmime::net::serviceFactory::getInstance()->getServiceList())
            static_cast<void>(service->getInfos().getAvailableProperties());
    });
}

VmimeSocket::VmimeSocket(LineSocket &line, NextLines next, Intercept intercept)
    : m_socket(&line), m_next(std::move(next)), m_intercept(std::move(intercept))
{
}

void VmimeSocket::connect(const vmime::string &, vmime::port_t)
{
    // The LineSocket was connected, and encrypted where asked for, before vmime got it.
}

bool VmimeSocket::waitForRead(int)
{
    if (m_ready.empty() && m_socket) {
        auto lines = m_next(*m_socket);
        if (!lines) {
            m_error = lines.error();
            throw vmime::exceptions::socket_exception("read");
        }
        m_ready = *std::move(lines);
    }
    return true;
}

bool VmimeSocket::waitForWrite(int)
{
    return true;
}

void VmimeSocket::receive(vmime::string &buffer)
{
    waitForRead(0);
    buffer.clear();
    buffer.swap(m_ready);
    // vmime takes an empty answer for "try again"; a sealed socket must end it instead.
    if (buffer.empty() && !m_socket)
        throw vmime::exceptions::socket_exception("sealed");
}

size_t VmimeSocket::receiveRaw(vmime::byte_t *buffer, size_t count)
{
    waitForRead(0);
    if (m_ready.empty() && !m_socket)
        throw vmime::exceptions::socket_exception("sealed");
    const size_t size = std::min(count, m_ready.size());
    std::memcpy(buffer, m_ready.data(), size);
    m_ready.erase(0, size);
    return size;
}

void VmimeSocket::write(std::string_view bytes)
{
    if (!m_socket || (m_intercept && m_intercept(bytes)))
        return;
    auto sent = m_socket->writeAll(bytes);
    if (!sent) {
        m_error = sent.error();
        throw vmime::exceptions::socket_exception("write");
    }
}

void VmimeSocket::send(const vmime::string &buffer)
{
    write(buffer);
}

void VmimeSocket::send(const char *text)
{
    write(text);
}

void VmimeSocket::sendRaw(const vmime::byte_t *buffer, size_t count)
{
    write(std::string_view(static_cast<const char *>(static_cast<const void *>(buffer)), count));
}

size_t VmimeSocket::sendRawNonBlocking(const vmime::byte_t *buffer, size_t count)
{
    sendRaw(buffer, count);
    return count;
}

const vmime::string VmimeSocket::getPeerName() const
{
    return m_socket ? m_socket->endpoint().host : std::string();
}

const vmime::string VmimeSocket::getPeerAddress() const
{
    return m_socket ? m_socket->peerAddress() : std::string();
}

} // namespace tern
