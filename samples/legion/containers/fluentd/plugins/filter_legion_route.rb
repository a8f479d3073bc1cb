# frozen_string_literal: true

require 'fluent/plugin/filter'
require 'json'

module Fluent
  module Plugin
    # Names the model of an exchange by its route, and parses bodies that are JSON, so that queries see fields.
    class LegionRouteFilter < Filter
      Fluent::Plugin.register_filter('legion_route', self)

      def filter(_tag, _time, record)
        route = record['route'].to_s.sub(%r{\A/model/}, '')
        record['model'] = route.empty? ? 'unknown' : route.gsub(/[^A-Za-z0-9._-]/, '_').sub(/\A_+/, '')
        %w[request response].each { |key| record[key] = parsed(record[key]) }
        record
      end

      private

      # A body that is no JSON, or was cut, stays the text it is.
      def parsed(text)
        text.is_a?(String) ? JSON.parse(text) : text
      rescue JSON::ParserError
        text
      end
    end
  end
end
