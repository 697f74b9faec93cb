// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/print/HtmlSheet.h"

#include "ui/reader/print/PrintedMessage.h"

#include <QPointer>
#include <QVBoxLayout>
#include <QWidget>

#include <utility>

namespace tern::ui {

namespace {
constexpr int kPatienceMs = 30'000;
constexpr int kSettledMs = 100;         // after the last picture came, for the view to lay itself out
}

HtmlSheet::HtmlSheet(const WindowContext &context, engine::OpenedMessagePtr message, bool withRemote, QObject *parent)
    : QObject(parent), m_message(std::move(message)), m_presenter(context), m_out(std::make_unique<QWidget>()), m_withRemote(withRemote)
{
    m_out->resize(760, 1'000);
    auto *column = new QVBoxLayout(m_out.get());
    column->setContentsMargins(0, 0, 0, 0);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMs);
    m_settled.setSingleShot(true);
    m_settled.setInterval(kSettledMs);
    // What is there by then is printed.
    connect(&m_patience, &QTimer::timeout, this, [this] { ready(m_rendered ? &m_host.view(m_out.get()) : nullptr); });
    connect(&m_settled, &QTimer::timeout, this, [this] {
        if (m_rendered && m_pending == 0)
            ready(&m_host.view(m_out.get()));
    });
    connect(&m_presenter, &HtmlPresenter::prepared, this, &HtmlSheet::show);
}

HtmlSheet::~HtmlSheet() = default;

void HtmlSheet::load(std::function<void(HtmlView *)> then)
{
    m_then = std::move(then);
    m_patience.start();
    HtmlPresenter::Wish wish;
    wish.remote = m_withRemote;
    wish.originalColours = true;
    m_presenter.prepare(m_message, wish);
}

void HtmlSheet::show()
{
    HtmlDocument document = m_presenter.document();
    document.body = printedHeader(*m_message).toUtf8() + document.body;
    // A reply is counted whether a picture comes or not.
    const auto counted = [guard = QPointer(this)](const HtmlDocument::Reply &reply) {
        ++guard->m_pending;
        return [guard, reply](const std::optional<engine::Picture> &picture) {
            reply(picture);
            if (guard) {
                --guard->m_pending;
                guard->wait();
            }
        };
    };
    document.own = [ask = document.own, counted](const QString &contentId, const HtmlDocument::Reply &reply) { ask(contentId, counted(reply)); };
    document.remote = [ask = document.remote, counted](int picture, const HtmlDocument::Reply &reply) { ask(picture, counted(reply)); };
    HtmlView &view = m_host.view(m_out.get());
    if (m_out->layout()->indexOf(view.widget()) < 0)
        m_out->layout()->addWidget(view.widget());
    view.rendered = [this] {
        m_rendered = true;
        wait();
    };
    view.died = [this] { ready(nullptr); };
    view.show(std::move(document));
}

void HtmlSheet::wait()
{
    m_settled.start();
}

void HtmlSheet::ready(HtmlView *view)
{
    m_patience.stop();
    m_settled.stop();
    if (m_then)
        std::exchange(m_then, nullptr)(view);
    if (!view)
        finish();
}

} // namespace tern::ui
